//! Where accounts are looked up: in memory, at an address, or in a directory.

use config_format::Kind;

use crate::native::text::{Content, Piece};

/// What is wrong with the setting.
pub(super) fn problem(content: &Content) -> Option<&'static str> {
    match content {
        Content::One(Piece { kind: Kind::Text, .. }) => None,
        Content::One(Piece { kind: Kind::String, text, .. }) => {
            let upper = text.to_uppercase();
            let known = upper.contains("MEM") || upper.contains("URL");
            (!known).then_some("expected MEMORY, URL(address), or a section with type and dir")
        }
        Content::Map(_, entries) => {
            let find =
                |name: &str| entries.iter().find(|entry| entry.name == name).map(|entry| &entry.content);
            let kind = match find("type") {
                Some(Content::One(piece)) => piece.text.to_lowercase(),
                _ => String::new(),
            };
            let directory = matches!(find("dir"), Some(Content::One(piece)) if !piece.text.is_empty());
            match kind.as_str() {
                _ if !directory => Some("the section needs dir, a directory"),
                "full" if find("ttl").is_some() => Some("the type full has no ttl"),
                "cache" if find("interval").is_some() => Some("the type cache has no interval"),
                "cache" if find("allow_delete").is_some() => Some("the type cache has no allow_delete"),
                "full" | "cache" => None,
                _ => Some("expected the type full or cache"),
            }
        }
        _ => Some("expected MEMORY, URL(address), or a section with type and dir"),
    }
}
