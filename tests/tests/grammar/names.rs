//! `env`, `env_prefix`, `rename`, `alias`, `rename_all`.

use config_core::ServiceConfig;

use crate::attempt::Attempt;

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "NAMES", rename_all = "kebab-case")]
struct Service {
    /// Most tokens.
    #[config(default = 1, alias = "tokens", alias = "limit")]
    max_tokens: u32,
    /// Where it listens.
    #[config(default = 80, rename = "bind", env = "PORT", env = "LISTEN_PORT")]
    port: u16,
    /// A section.
    #[config(default)]
    inner_part: Inner,
}

/// A section.
#[derive(Debug, ServiceConfig)]
#[config(rename_all = "camelCase")]
struct Inner {
    /// How long.
    #[config(default = 3)]
    idle_seconds: u32,
    /// A name that Rust keeps for itself.
    #[config(default = "x")]
    r#type: String,
}

#[test]
fn keys_follow_rename_all_and_rename() {
    let value: Service =
        Attempt::yaml("max-tokens: 5\nbind: 81\ninner-part: {idleSeconds: 6, type: y}\n").load();
    assert_eq!((value.max_tokens, value.port), (5, 81));
    assert_eq!((value.inner_part.idle_seconds, value.inner_part.r#type.as_str()), (6, "y"));
    assert_eq!(
        Attempt::yaml("max_tokens: 5\nport: 81\n").refused::<Service>(),
        ["CFG0201 max_tokens: unknown key max_tokens", "CFG0201 port: unknown key port"]
    );
}

#[test]
fn every_alias_is_the_same_field() {
    for key in ["max-tokens", "tokens", "limit"] {
        let value: Service = Attempt::yaml(&format!("{key}: 9\n")).load();
        assert_eq!(value.max_tokens, 9, "{key}");
    }
    let value: Service = Attempt::yaml("max-tokens: 1\n").file("yaml", "limit: 2\n").load();
    assert_eq!(value.max_tokens, 2, "a later layer wins under whatever name");
    assert_eq!(
        Attempt::yaml("tokens: 1\nlimit: 2\n").refused::<Service>(),
        ["CFG0205 max-tokens: max-tokens is given twice, under two of its names"]
    );
}

#[test]
fn variables_are_the_prefix_and_the_path_or_a_name_of_their_own() {
    let value: Service = Attempt::new()
        .variables([
            ("NAMES_MAX_TOKENS", "5"),
            ("NAMES_INNER_PART__IDLE_SECONDS", "6"),
            ("LISTEN_PORT", "82"),
        ])
        .load();
    assert_eq!((value.max_tokens, value.port, value.inner_part.idle_seconds), (5, 82, 6));
    let value: Service = Attempt::new().variables([("PORT", "83")]).load();
    assert_eq!(value.port, 83);
    let value: Service = Attempt::new().variables([("NAMES_BIND", "84"), ("NAMES_TOKENS", "4")]).load();
    assert_eq!((value.port, value.max_tokens), (84, 4), "the key and the aliases count, not the Rust name");
    assert_eq!(
        Attempt::new().variables([("NAMES_MAX_TOKEN", "5")]).report::<Service>().findings()[0].help(),
        Some("did you mean NAMES_MAX_TOKENS?")
    );
}

macro_rules! cases {
    ($($name:ident $case:literal $key:literal;)*) => {$(
        #[test]
        fn $name() {
            /// A section.
            #[derive(Debug, ServiceConfig)]
            #[config(rename_all = $case)]
            struct Cased {
                /// Most tokens.
                max_batch_tokens: u32,
            }
            let value: Cased = Attempt::yaml(concat!($key, ": 4\n")).load();
            assert_eq!(value.max_batch_tokens, 4);
        }
    )*};
}

cases! {
    kebab "kebab-case" "max-batch-tokens";
    snake "snake_case" "max_batch_tokens";
    camel "camelCase" "maxBatchTokens";
    pascal "PascalCase" "MaxBatchTokens";
    screaming_snake "SCREAMING_SNAKE_CASE" "MAX_BATCH_TOKENS";
    screaming_kebab "SCREAMING-KEBAB-CASE" "MAX-BATCH-TOKENS";
    lower "lowercase" "maxbatchtokens";
    upper "UPPERCASE" "MAXBATCHTOKENS";
}
