//! `secret`, `not_secret`, and `Secret` itself.

use config_core::{Secret, ServiceConfig};

use crate::attempt::Attempt;

const CANARY: &str = "c4n4ry-value";

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SECRETS")]
struct Service {
    /// A secret by its type.
    password: Secret<String>,
    /// A secret by its attribute: the type shows it, but no message does.
    #[config(secret, length(..=5))]
    greeting: Option<String>,
    /// A secret section.
    #[config(secret, default)]
    account: Account,
    /// Sounds like a secret and is none.
    #[config(not_secret, default = "end", pattern("^[a-z]+$"))]
    stop_token: String,
    /// A number in a secret.
    pin: Option<Secret<u16>>,
}

/// A section.
#[derive(Debug, Default, ServiceConfig)]
struct Account {
    /// A name.
    #[config(default, pattern("^[a-z]*$"))]
    name: String,
}

#[test]
fn secrets_are_read_and_never_shown() {
    let value: Service = Attempt::yaml(&format!("password: {CANARY}\n")).load();
    assert_eq!(value.password.expose_secret(), CANARY);
    assert!(!format!("{value:?}").contains(CANARY));
}

#[test]
fn the_attribute_masks_messages_and_values() {
    let attempt = Attempt::yaml(&format!(
        "password: [{CANARY}]\ngreeting: {CANARY}\naccount: {{name: {CANARY}}}\npin: {CANARY}\n"
    ));
    let report = attempt.report::<Service>();
    let lines: Vec<String> = report.findings().iter().map(crate::attempt::line).collect();
    assert_eq!(
        lines,
        [
            "CFG0301 password: expected text, found a list",
            "CFG0403 greeting: expected at most 5 characters",
            "CFG0404 account.name: the value does not match the pattern ^[a-z]*$",
            "CFG0301 pin: expected a whole number from 0 to 65535, found text",
        ]
    );
    for text in [report.to_string(), report.to_json(), format!("{report:?}")] {
        assert!(!text.contains(CANARY), "{text}");
    }
    let loaded = Attempt::yaml("password: x\ngreeting: hello\naccount: {name: anna}\n").full::<Service>();
    let masked: Vec<(String, String)> =
        loaded.values().into_iter().map(|value| (value.path, value.text)).collect();
    for path in ["password", "greeting", "account.name"] {
        assert!(masked.contains(&(path.to_owned(), "***".to_owned())), "{path} in {masked:?}");
    }
}

#[test]
fn what_is_not_secret_is_shown() {
    assert_eq!(
        Attempt::yaml("password: x\nstop_token: END\n").refused::<Service>(),
        ["CFG0404 stop_token: END does not match the pattern ^[a-z]+$"]
    );
}

#[test]
fn a_secret_may_come_from_a_file_named_by_a_variable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, format!("{CANARY}\n")).unwrap();
    let path = file.display().to_string();
    let value: Service = Attempt::new().variables([("SECRETS_PASSWORD_FILE", path.as_str())]).load();
    assert_eq!(value.password.expose_secret(), CANARY);
}
