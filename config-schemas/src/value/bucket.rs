//! Names of S3 buckets.

use config_core::schema::{Grammar, TextFormat};

use super::{ValueError, text_type};

const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"),
    Grammar::Not(&Grammar::Pattern(r"\.\.|^xn--|^sthree-|^amzn-s3-demo-")),
    Grammar::Not(&Grammar::Pattern(r"-s3alias$|--ol-s3$|\.mrap$|--x-s3$")),
    Grammar::Not(&Grammar::Format(TextFormat::Ipv4)),
]);

const HELP: &str =
    "write 3 to 63 lower-case letters, digits, dots and dashes, with a letter or digit at both ends";

text_type! {
    /// A name of an S3 bucket: 3 to 63 of `a-z 0-9 . -`, alphanumeric at both ends, no two dots in a row, not like an IP
    /// address, none of the reserved beginnings and endings.
    BucketName, "a bucket name such as model-weights", GRAMMAR, |text| {
        if !(3..=63).contains(&text.len()) {
            return Err(ValueError::new("is not 3 to 63 characters long", HELP));
        }
        let bad = |character: char| !matches!(character, 'a'..='z' | '0'..='9' | '.' | '-');
        if let Some(offset) = text.find(bad) {
            return Err(ValueError::at(text, offset, "a character is not allowed", HELP));
        }
        if text.starts_with(['.', '-']) {
            return Err(ValueError::at(text, 0, "must begin with a letter or digit", HELP));
        }
        if text.ends_with(['.', '-']) {
            return Err(ValueError::at(text, text.len() - 1, "must end with a letter or digit", HELP));
        }
        if let Some(offset) = text.find("..") {
            return Err(ValueError::at(text, offset, "has two dots in a row", HELP));
        }
        if text.parse::<std::net::Ipv4Addr>().is_ok() {
            return Err(ValueError::new("looks like an IP address", HELP));
        }
        if text.starts_with("xn--") || text.starts_with("sthree-") || text.starts_with("amzn-s3-demo-") {
            return Err(ValueError::new("has a beginning that S3 reserves", HELP));
        }
        if text.ends_with("-s3alias") || text.ends_with("--ol-s3") || text.ends_with(".mrap") || text.ends_with("--x-s3") {
            return Err(ValueError::new("has an ending that S3 reserves", HELP));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_rules_of_s3() {
        for text in ["abc", "model-weights", "a.b.c", "0a9"] {
            assert!(text.parse::<BucketName>().is_ok(), "{text}");
        }
        for text in ["ab", "Abc", "-ab", "ab-", "a..b", "10.0.0.1", "xn--abc", "a_b", "abc-s3alias"] {
            assert!(text.parse::<BucketName>().is_err(), "{text}");
        }
    }
}
