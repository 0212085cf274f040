//! `alertmanager.yml`.

use super::{accepted, check, told};

/// `SecretURL` and `SecretTemplateURL` of `config/common`: an address is parsed when the file is read, `<secret>` aside, and
/// only that of a webhook may be a template. What is wrong with it is told without showing it.
#[test]
fn secret_addresses_are_urls() {
    let text = |global: &str, slack: &str, discord: &str, hook: &str| {
        format!(
            "global: {{slack_api_url: \"{global}\"}}\nroute: {{receiver: a}}\nreceivers:\n- name: a\n  slack_configs: [{{api_url: \"{slack}\"}}]\n  discord_configs: [{{webhook_url: \"{discord}\"}}]\n  webhook_configs: [{{url: \"{hook}\"}}]\n"
        )
    };
    let good = text("https://hooks/T0", "<secret>", "https://discord/x", "http://{{ .GroupLabels.host }}/in");
    accepted("alertmanager", &good);
    let report = check("alertmanager", &text("<slack_webhook_url>", "", "{{ x }}", "hooks-T0-s3cr3t"));
    assert_eq!(
        told(&report),
        [
            "error CFG0303 global.slack_api_url 1:25",
            "error CFG0303 receivers[0].slack_configs[0].api_url 5:29",
            "error CFG0303 receivers[0].discord_configs[0].webhook_url 6:35",
            "error CFG0303 receivers[0].webhook_configs[0].url 7:27",
        ]
    );
    assert!(!report.to_string().contains("s3cr3t"), "{report}");
}

/// Alertmanager reads strictly: `field chanel not found in type config.plain`.
#[test]
fn unknown_keys_of_receivers_are_told() {
    let text = |key: &str| {
        format!(
            "route: {{receiver: a}}\nreceivers:\n- name: a\n  slack_configs:\n  - api_url: https://hooks/T0\n    {key}: x\n  rocketchat_configs: [{{token: a, token_id: b, emoji: \":x:\", link_names: true}}]\n"
        )
    };
    accepted("alertmanager", &text("channel"));
    let report = check("alertmanager", &text("chanel"));
    assert_eq!(told(&report), ["error CFG0201 receivers[0].slack_configs[0].chanel 6:5"]);
    assert_eq!(report.findings()[0].help(), Some("did you mean channel?"));
    assert_eq!(
        told(&check("alertmanager", &text("brand_new"))),
        ["error CFG0201 receivers[0].slack_configs[0].brand_new 6:5"]
    );
}
