//! URLs of HTTP servers.

use config_core::schema::Grammar;

use super::{ValueError, port, text_type};

const GRAMMAR: Grammar = Grammar::All(&[
    // Scheme, user, host (perhaps in brackets), port, and the rest. A port may be zero or missing behind its colon.
    Grammar::Pattern(concat!(
        "^[hH][tT][tT][pP][sS]?://(?:[^/?#]*@)?",
        r"(?:(?:[^/?#@:][^/?#@]*)?\](?:[^/?#@:\]]*|[^/?#@\]]*:(?:\+?(?:",
        port!(),
        r"|0+))?)",
        r"|[^/?#@:\[\]](?:[^/?#@:\]]*|[^/?#@\]]*:(?:\+?(?:",
        port!(),
        "|0+))?))(?:[/?#]|$)"
    )),
    Grammar::Not(&Grammar::Pattern("^[^?]*%(?:[^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|[0-9A-Fa-f]?$)")),
    Grammar::Not(&Grammar::Pattern(
        "[\u{0}-\u{20}\u{7f}-\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]",
    )),
]);

const HELP: &str = "write a URL such as https://example.org/path";

text_type! {
    /// A URL with the scheme `http` or `https` and a host.
    ///
    /// ```
    /// use config_schemas::value::HttpUrl;
    /// assert!("https://example.org:8443/path".parse::<HttpUrl>().is_ok());
    /// assert!("http://".parse::<HttpUrl>().is_err());
    /// assert!("ftp://example.org".parse::<HttpUrl>().is_err());
    /// ```
    HttpUrl, "a URL of an HTTP server", GRAMMAR, check
}

fn check(text: &str) -> Result<(), ValueError> {
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(ValueError::new("the URL's scheme is neither http nor https", HELP));
    }
    let path = text.split('?').next().unwrap_or_default();
    if path.split('%').skip(1).any(|after| {
        let digits = after.as_bytes().get(..2).unwrap_or_default();
        digits.len() < 2 || !digits.iter().all(u8::is_ascii_hexdigit)
    }) {
        return Err(ValueError::new("a percent sign stands without two hexadecimal digits behind it", HELP));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.is_empty() || host.starts_with(':') {
        return Err(ValueError::new("the URL has no host", HELP));
    }
    if host.starts_with('[') && !host.contains(']') {
        return Err(ValueError::new("the bracket of the URL's host is not closed", HELP));
    }
    if let Some(at) = text.find(|letter: char| letter.is_whitespace() || letter.is_control()) {
        return Err(ValueError::at(text, at, "a space is not allowed", HELP));
    }
    let port = host.rsplit_once(']').map_or(host, |(_, rest)| rest).rsplit_once(':');
    if let Some((_, port)) = port
        && port.parse::<u16>().is_err()
        && !port.is_empty()
    {
        return Err(ValueError::new("the URL's port is no number from 0 to 65535", HELP));
    }
    Ok(())
}
