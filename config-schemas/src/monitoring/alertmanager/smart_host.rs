//! Servers of mail.

use config_core::schema::Grammar;

use crate::value::{ValueError, text_type};

/// A name, perhaps none, or anything in brackets, and a port, which may be a name; or nothing.
const GRAMMAR: Grammar = Grammar::Pattern(r"^(?:(?:\[[^\[\]]*\]|[^\[\]:]*):[^\[\]:]+)?$");

const HELP: &str = "write host:port, with an IPv6 address in brackets, such as mail.example.org:587";

text_type! {
    /// A server of mail: `mail.example.org:587`. The port may have a name, and the host may be left out; an empty text is
    /// none.
    ///
    /// ```
    /// use config_schemas::monitoring::alertmanager::SmartHost;
    /// for text in ["mail.example.org:587", "mail:smtp", ":25", "[::1]:25", ""] {
    ///     assert!(text.parse::<SmartHost>().is_ok(), "{text}");
    /// }
    /// for text in ["mail.example.org", "mail:", "::1:25", "[::1]"] {
    ///     assert!(text.parse::<SmartHost>().is_err(), "{text}");
    /// }
    /// ```
    SmartHost, "a server of mail such as mail.example.org:587", GRAMMAR, check
}

fn check(text: &str) -> Result<(), ValueError> {
    if text.is_empty() {
        return Ok(());
    }
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest
                .split_once(']')
                .ok_or_else(|| ValueError::at(text, 0, "the bracket is not closed", HELP))?;
            let port = after
                .strip_prefix(':')
                .ok_or_else(|| ValueError::at(text, text.len() - after.len(), "the port is missing", HELP))?;
            (host, port)
        }
        None => text
            .split_once(':')
            .ok_or_else(|| ValueError::at(text, text.len(), "the port is missing", HELP))?,
    };
    let port_at = text.len() - port.len();
    if port.is_empty() {
        return Err(ValueError::at(text, port_at, "the port is missing", HELP));
    }
    if port.contains(':') {
        return Err(ValueError::at(text, port_at, "an IPv6 address needs brackets", HELP));
    }
    if host.contains(['[', ']']) || port.contains(['[', ']']) {
        return Err(ValueError::new("a bracket stands where none can be", HELP));
    }
    Ok(())
}
