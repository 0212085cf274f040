//! What stands in the table for others to read: `reload`, `unit`, `since`, `example`, `version`, and the rules of a
//! reload.

use config_core::ServiceConfig;
use config_core::schema::{Literal, Reload, Transition};

use crate::attempt::Attempt;

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(version = 3)]
struct Service {
    /// At once.
    #[config(
        default = 1,
        reload = "hot",
        unit = "requests per second",
        since = "1.2",
        example = 5,
        example = 10
    )]
    hot: u32,
    /// For new work.
    #[config(default = 1, reload = "drain", monotonic)]
    drain: u32,
    /// After a restart.
    #[config(default = 1, reload = "restart", immutable)]
    restart: u32,
    /// After its data was built anew.
    #[config(default = 1, reload = "rebuild", max_step = "20%")]
    rebuild: u32,
    /// At once as well: nothing is said.
    ///
    /// Two paragraphs.
    #[config(default = 1)]
    plain: u32,
}

#[test]
fn reload_classes_and_transitions_are_in_the_table() {
    let field = |name: &str| Service::SCHEMA.find(name).unwrap();
    let classes = ["hot", "drain", "restart", "rebuild", "plain"].map(|name| field(name).reload);
    assert_eq!(classes, [Reload::Hot, Reload::Drain, Reload::Restart, Reload::Rebuild, Reload::Hot]);
    assert_eq!(field("drain").transitions, [Transition::Monotonic]);
    assert_eq!(field("restart").transitions, [Transition::Immutable]);
    assert_eq!(field("rebuild").transitions, [Transition::MaximumStep("20%")]);
    assert!(field("plain").transitions.is_empty());
}

#[test]
fn what_documents_need_is_in_the_table() {
    let field = Service::SCHEMA.find("hot").unwrap();
    assert_eq!((field.unit, field.since), (Some("requests per second"), Some("1.2")));
    assert_eq!(field.examples, [Literal::Integer(5), Literal::Integer(10)]);
    assert_eq!(
        Service::SCHEMA.find("plain").unwrap().doc,
        "At once as well: nothing is said.\n\nTwo paragraphs."
    );
    assert_eq!((Service::SCHEMA.name, Service::SCHEMA.doc), ("Service", "A service."));
    assert!(Service::SCHEMA.file.ends_with("table.rs") && Service::SCHEMA.line > 0);
    assert!(field.line > Service::SCHEMA.line);
}

#[test]
fn a_file_may_say_for_which_version_it_is() {
    Attempt::yaml("$version: 3\nhot: 2\n").load::<Service>();
    let lines = Attempt::yaml("$version: 4\nhot: 2\n").refused::<Service>();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("CFG0801 $version: "), "{lines:?}");
}
