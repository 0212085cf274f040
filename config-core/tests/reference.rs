//! The reference in Markdown says where each key stands, and what changes ask for because of the sections around them.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig, export};

/// A server.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "only the table is looked at")]
struct Server {
    /// Name.
    name: String,
    /// Where it listens.
    #[config(flatten)]
    listen: Listen,
    /// Where its data lies.
    #[config(reload = "restart")]
    disks: Vec<Disk>,
    /// All other settings.
    #[config(flatten)]
    extra: BTreeMap<String, AnyValue>,
}

/// Address and port.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "only the table is looked at")]
struct Listen {
    /// Port.
    #[config(default = 80)]
    port: u16,
}

/// A disk.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "only the table is looked at")]
struct Disk {
    /// Folder.
    path: String,
}

#[test]
fn sections_are_headed_and_say_what_their_changes_ask_for() {
    let text = export::markdown(Server::SCHEMA);
    let expected = "\
# Server

A server.

| Key | Type | Default | Reload | Meaning |
| --- | --- | --- | --- | --- |
| `name` | text | required |  | Name. |
| (keys of Listen) | Listen |  |  | Where it listens. |
| `disks` | list of Disk | required | restart | Where its data lies. |
| (other keys) | map of any |  |  | All other settings. |

## Listen

Address and port.

| Key | Type | Default | Meaning |
| --- | --- | --- | --- |
| `port` | u16 | `80` | Port. |

## `disks[]`: Disk

A disk.

A change here asks for: restart.

| Key | Type | Default | Meaning |
| --- | --- | --- | --- |
| `path` | text | required | Folder. |
";
    assert_eq!(text, expected, "{text}");
}
