//! Addresses of other servers, as Go reads them.

/// What is wrong with an address, without repeating it: it may hold a password.
pub(super) fn problem(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Some("has control characters");
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let (scheme, rest) = text.split_once(':')?;
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    if !is_scheme(scheme) {
        return Some("has no scheme; write nats:// before the host");
    }
    let authority = rest.strip_prefix("//")?;
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.contains([' ', '<', '>', '"', '\\', '^', '`', '{', '}', '|']) {
        return Some("has a host with signs that no host has");
    }
    let port = match host.strip_prefix('[') {
        Some(inside) => match inside.split_once(']') {
            Some((_, "")) => "",
            Some((_, rest)) => match rest.strip_prefix(':') {
                Some(port) => port,
                None => return Some("has something behind the bracket"),
            },
            None => return Some("has a bracket that is not closed"),
        },
        None => host.rsplit_once(':').map_or("", |(_, port)| port),
    };
    (!port.bytes().all(|byte| byte.is_ascii_digit())).then_some("has a port that is no number")
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn addresses_are_read_as_go_reads_them() {
        for text in ["nats://a:1", "a", "localhost:6222", "nats://u:p@[::1]:1", "nats-route://a", " tls://a "]
        {
            assert_eq!(problem(text), None, "{text}");
        }
        for text in ["0.0.0.0:XXXX", "nats://a:XX", "nats://[::1", ":1", "nats://a b:1", "127.0.0.1:4222"] {
            assert!(problem(text).is_some(), "{text}");
        }
    }
}
