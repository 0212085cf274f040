//! Names: DNS labels of Kubernetes, and metric and label names of Prometheus.

use config_core::schema::Grammar;

use super::{ValueError, text_type};

const DNS_LABEL: Grammar = Grammar::Pattern("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$");
const DNS_SUBDOMAIN: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"),
    Grammar::Pattern("^.{1,253}$"),
]);
const METRIC: Grammar = Grammar::Pattern("^[a-zA-Z_:][a-zA-Z0-9_:]*$");
const LABEL: Grammar = Grammar::Pattern("^[a-zA-Z_][a-zA-Z0-9_]*$");

const LABEL_HELP: &str =
    "write at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends";
const SUBDOMAIN_HELP: &str = "write lower-case labels with dots between them, at most 253 characters";
const METRIC_HELP: &str = "write letters, digits, underscores and colons, not beginning with a digit";
const NAME_HELP: &str = "write letters, digits and underscores, not beginning with a digit";

text_type! {
    /// A DNS label as of RFC 1123, the names of most Kubernetes objects: at most 63 of `a-z 0-9 -`, alphanumeric at both
    /// ends.
    DnsLabel, "a DNS label such as llm-gateway", DNS_LABEL, |text| {
        dns_label(text, text, 0, LABEL_HELP)?;
        match text.len() {
            64.. => Err(ValueError::at(text, 63, "a label is longer than 63 characters", LABEL_HELP)),
            _ => Ok(()),
        }
    }
}

text_type! {
    /// A DNS subdomain as Kubernetes takes it: labels with dots between them, at most 253 characters. Unlike RFC 1123 it
    /// does not limit one label to 63 of them.
    DnsSubdomain, "a DNS name such as llm.example.com", DNS_SUBDOMAIN, |text| {
        if text.len() > 253 {
            return Err(ValueError::new("is longer than 253 characters", SUBDOMAIN_HELP));
        }
        let mut at = 0;
        for label in text.split('.') {
            dns_label(text, label, at, SUBDOMAIN_HELP)?;
            at += label.len() + 1;
        }
        Ok(())
    }
}

text_type! {
    /// A metric name of the classic data model of Prometheus: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    MetricName, "a metric name such as vllm:num_requests_waiting", METRIC, |text| name(text, true, METRIC_HELP)
}

text_type! {
    /// A label name of the classic data model of Prometheus: `[a-zA-Z_][a-zA-Z0-9_]*`.
    LabelName, "a label name such as severity", LABEL, |text| name(text, false, NAME_HELP)
}

impl LabelName {
    /// Whether a text is a label name, in constant evaluation.
    #[must_use]
    pub const fn is_valid(text: &str) -> bool {
        is_name(text.as_bytes(), false)
    }
}

impl MetricName {
    /// Whether a text is a metric name, in constant evaluation.
    #[must_use]
    pub const fn is_valid(text: &str) -> bool {
        is_name(text.as_bytes(), true)
    }
}

const fn is_name(bytes: &[u8], colon: bool) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let letter = byte.is_ascii_alphabetic() || byte == b'_' || (colon && byte == b':');
        if !letter && (at == 0 || !byte.is_ascii_digit()) {
            return false;
        }
        at += 1;
    }
    at > 0
}

fn dns_label(whole: &str, label: &str, at: usize, help: &'static str) -> Result<(), ValueError> {
    let error = |offset: usize, problem: &str| Err(ValueError::at(whole, at + offset, problem, help));
    if label.is_empty() {
        return error(0, "a label is empty");
    }
    if let Some(offset) = label.find(|character: char| !matches!(character, 'a'..='z' | '0'..='9' | '-')) {
        return error(offset, "a character is not allowed");
    }
    if label.starts_with('-') {
        return error(0, "a dash is not allowed here");
    }
    if label.ends_with('-') {
        return error(label.len() - 1, "a dash is not allowed here");
    }
    Ok(())
}

fn name(text: &str, colon: bool, help: &'static str) -> Result<(), ValueError> {
    if is_name(text.as_bytes(), colon) {
        return Ok(());
    }
    let allowed = |(index, character): &(usize, char)| {
        character.is_ascii_alphabetic()
            || *character == '_'
            || (colon && *character == ':')
            || (*index > 0 && character.is_ascii_digit())
    };
    match text.char_indices().find(|at| !allowed(at)) {
        Some((offset, _)) => Err(ValueError::at(text, offset, "a character is not allowed", help)),
        None => Err(ValueError::new("is empty", help)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names() {
        for text in ["a", "llm-gateway", "0abc", &"a".repeat(63)] {
            assert!(text.parse::<DnsLabel>().is_ok(), "{text}");
        }
        for text in ["", "A", "-a", "a-", "a.b", "a_b", "ü", &"a".repeat(64)] {
            assert!(text.parse::<DnsLabel>().is_err(), "{text}");
        }
        assert!("a.b-c.d".parse::<DnsSubdomain>().is_ok());
        assert!("a".repeat(64).parse::<DnsSubdomain>().is_ok());
        assert!("a".repeat(254).parse::<DnsSubdomain>().is_err());
        assert_eq!("a..b".parse::<DnsSubdomain>().unwrap_err().position(), Some(3));
    }

    #[test]
    fn names_of_prometheus() {
        for text in ["a", "_a9", "vllm:kv_cache_usage_perc", "A:b"] {
            assert!(text.parse::<MetricName>().is_ok(), "{text}");
        }
        for text in ["", "9a", "a-b", "a b", "ä"] {
            assert!(text.parse::<MetricName>().is_err(), "{text}");
            assert!(!MetricName::is_valid(text));
        }
        assert!("a:b".parse::<LabelName>().is_err());
        const { assert!(LabelName::is_valid("severity")) };
    }
}
