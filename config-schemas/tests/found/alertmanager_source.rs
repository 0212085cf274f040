//! `alertmanager.yml` against what `config/`, `notify/*/config.go`, `timeinterval/` and `matcher/` of Alertmanager 0.33 say.

use super::{accepted, check, told};

/// A receiver with one entry in one list, and perhaps a global section.
fn receiver(global: &str, list: &str, entry: &str) -> String {
    let global = if global.is_empty() { String::new() } else { format!("global: {{{global}}}\n") };
    format!("{global}route: {{receiver: a}}\nreceivers:\n- name: a\n  {list}: [{{{entry}}}]\n")
}

/// To Go an empty text is none, so it stands beside a file and asks for the global section.
#[test]
fn what_the_server_takes() {
    const U: &str = "https://x.example/z";
    for (global, list, entry) in [
        ("", "slack_configs", "api_url: U, api_url_file: '', fields: [{title: a, value: b, short: true}]"),
        ("", "slack_configs", "api_url: U, message_text: a, actions: [{type: button, text: b, url: c}]"),
        (
            "slack_app_token: a, slack_api_url: 'https://slack.com/api/chat.postMessage'",
            "slack_configs",
            "{}",
        ),
        ("slack_app_token: a", "slack_configs", "channel: a, update_message: true"),
        (
            "",
            "slack_configs",
            "app_token: a, message_strategy: thread, threaded_options: {resolve_emoji: ok, summary_header: {resolve_color: good}}",
        ),
        ("", "opsgenie_configs", "api_key: '', api_key_file: f, responders: [{id: a, type: Team}]"),
        ("", "opsgenie_configs", "api_key: a, responders: [{name: a, type: '{{ .x }}'}]"),
        ("", "pagerduty_configs", "routing_key: a, service_key: b, timeout: 1m"),
        (
            "",
            "pagerduty_configs",
            "routing_key: '', service_key_file: a, images: [{src: a, alt: b, href: c}]",
        ),
        ("", "webhook_configs", "url: '', url_file: a, timeout: 1.5s"),
        (
            "",
            "email_configs",
            "to: a, from: b, smarthost: 'mail:smtp', auth_password: a, auth_password_file: b",
        ),
        ("", "email_configs", "to: a, from: b, smarthost: ':25', force_implicit_tls: true"),
        (
            "",
            "email_configs",
            "to: a, from: b, smarthost: 'a:25', threading: {enabled: true, thread_by_date: daily}",
        ),
        (
            "smtp_smarthost: 'a:25', smtp_from: b, smtp_auth_password: '', smtp_auth_password_file: c",
            "email_configs",
            "to: a, smarthost: ''",
        ),
        ("", "pushover_configs", "user_key: a, token: b, retry: 1.5m, expire: 1h30m, ttl: 90s"),
        ("", "sns_configs", "topic_arn: '', phone_number: a, use_aws_http_client: true"),
        ("", "telegram_configs", "bot_token: a, chat_id_file: b, timeout: 1s, parse_mode: ''"),
        ("", "webex_configs", "room_id: a, http_config: {bearer_token: b}"),
        ("wechat_api_corp_id: b", "wechat_configs", "api_secret: a, corp_id: '', message_type: ''"),
        (
            "",
            "jira_configs",
            "api_url: U, project: a, issue_type: b, summary: {template: c, enable_update: false}, labels: {values: [a]}",
        ),
        (
            "rocketchat_token: a, rocketchat_token_id: b",
            "rocketchat_configs",
            "channel: c, emoji: d, fields: [{title: a}]",
        ),
        ("mattermost_webhook_url: U", "mattermost_configs", "channel: a, attachments: [{text: b}]"),
        ("", "mattermost_configs", "webhook_url: U, props: {card: a}, priority: {priority: urgent}"),
        ("", "incidentio_configs", "url: U, alert_source_token: a, timeout: 5s"),
        ("", "incidentio_configs", "url: U, http_config: {authorization: {credentials: a}}"),
        ("", "webhook_configs", "url: U, http_config: {bearer_token: '', bearer_token_file: b}"),
        ("", "webhook_configs", "url: U, http_config: {bearer_token: '', basic_auth: {username: a}}"),
        (
            "",
            "webhook_configs",
            "url: U, http_config: {basic_auth: {username: a, password: '', password_file: b}}",
        ),
        ("", "webhook_configs", "url: U, http_config: {proxy_url: '', proxy_from_environment: true}"),
        ("", "webhook_configs", "url: U, http_config: {tls_config: {ca: '', ca_file: b}}"),
    ] {
        let entry = if entry == "{}" { "" } else { entry };
        accepted("alertmanager", &receiver(global, list, entry).replace(" U", &format!(" {U}")));
    }
}

#[test]
fn what_the_server_refuses() {
    let mut wrong = Vec::new();
    for (global, list, entry, expected) in [
        ("", "slack_configs", "api_url: U, chanel: x", "CFG0201 chanel"),
        ("", "slack_configs", "api_url: U, fields: [{title: a}]", "CFG0202 fields[0].value"),
        ("", "slack_configs", "api_url: U, actions: [{type: b, text: c}]", "CFG0402 actions[0].url"),
        (
            "",
            "slack_configs",
            "api_url: U, actions: [{type: b, text: c, name: d, confirm: {title: e}}]",
            "CFG0202 actions[0].confirm.text",
        ),
        ("slack_api_url_file: ''", "slack_configs", "channel: a", "CFG0402 "),
        ("", "slack_configs", "app_token: a, api_url: U", "CFG0402 api_url"),
        (
            "",
            "slack_configs",
            "app_token: a, http_config: {authorization: {credentials: b}}",
            "CFG0402 http_config.authorization",
        ),
        ("", "slack_configs", "api_url: U, update_message: true", "CFG0402 update_message"),
        (
            "",
            "slack_configs",
            "app_token: a, update_message: true, message_strategy: thread",
            "CFG0402 update_message",
        ),
        ("", "slack_configs", "api_url: U, timeout: 1d", "CFG0303 timeout"),
        ("opsgenie_api_key: ''", "opsgenie_configs", "message: a", "CFG0402 "),
        (
            "",
            "opsgenie_configs",
            "api_key: a, responders: [{id: a, type: foo}]",
            "CFG0406 responders[0].type",
        ),
        (
            "",
            "opsgenie_configs",
            "api_key: a, responders: [{id: '', type: team}]",
            "CFG0402 responders[0].id",
        ),
        (
            "",
            "victorops_configs",
            "api_key: a, routing_key: b, custom_fields: {entity_state: c}",
            "CFG0406 custom_fields",
        ),
        ("", "pagerduty_configs", "routing_key: ''", "CFG0402 routing_key"),
        ("", "pagerduty_configs", "routing_key: a, links: [{hrf: b}]", "CFG0201 links[0].hrf"),
        ("", "webhook_configs", "url: 'http://a/%zz'", "CFG0303 url"),
        ("", "webhook_configs", "url: '{{ .x '", "CFG0303 url"),
        ("", "webhook_configs", "url: U, timeout: 1d", "CFG0303 timeout"),
        ("", "email_configs", "to: a, smarthost: 'a:25', from: ''", "CFG0402 "),
        (
            "",
            "email_configs",
            "to: a, smarthost: 'a:25', from: b, threading: {enabled: true}",
            "CFG0402 threading",
        ),
        ("", "email_configs", "to: a, smarthost: 'a:25', from: b, http_config: {}", "CFG0201 http_config"),
        ("", "pushover_configs", "user_key: '', token: a", "CFG0402 user_key"),
        ("", "pushover_configs", "user_key: a, token: b, retry: 1d", "CFG0303 retry"),
        ("", "sns_configs", "topic_arn: ''", "CFG0402 topic_arn"),
        ("", "telegram_configs", "bot_token: a, chat_id: 0", "CFG0402 chat_id"),
        ("", "telegram_configs", "bot_token: '', chat_id: 1", "CFG0402 "),
        ("", "telegram_configs", "bot_token: a, chat_id: 1, chat_id_file: b", "CFG0402 chat_id"),
        (
            "http_config: {authorization: {credentials: a}}",
            "webex_configs",
            "room_id: a",
            "CFG0402 http_config",
        ),
        ("", "jira_configs", "api_url: U, project: a, issue_type: b, api_type: foo", "CFG0404 api_type"),
        (
            "",
            "jira_configs",
            "api_url: U, project: a, issue_type: b, custom_fields: {}",
            "CFG0201 custom_fields",
        ),
        ("", "rocketchat_configs", "token: a", "CFG0402 "),
        ("", "mattermost_configs", "channel: a", "CFG0402 "),
        ("", "mattermost_configs", "webhook_url: foo", "CFG0303 webhook_url"),
        ("", "incidentio_configs", "alert_source_token: a", "CFG0402 url"),
        ("", "incidentio_configs", "url: U, http_config: {}", "CFG0402 http_config"),
    ] {
        let (code, key) = expected.split_once(' ').unwrap();
        let dot = if key.is_empty() { "" } else { "." };
        let start = format!("error {code} receivers[0].{list}[0]{dot}{key} ");
        let text = receiver(global, list, entry).replace(" U", " https://x.example/z");
        let told = told(&check("alertmanager", &text));
        if told.len() != 1 || !told[0].starts_with(&start) {
            wrong.push(format!("{entry}: {start} is not {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn routes_matchers_and_times() {
    let text = |route: &str, rest: &str| {
        format!("route:\n  receiver: a\n  routes: [{{{route}}}]\nreceivers: [{{name: a}}]\n{rest}\n")
    };
    for route in [
        "receiver: ''",
        "group_by: ['...', '...']",
        "matchers: ['{a=b']",
        "matchers: ['']",
        "matchers: ['\"a b\"=\"c\"', 'ä.b=c', 'a=\"\\q\"']",
    ] {
        accepted("alertmanager", &text(route, ""));
    }
    for (route, place) in [
        ("match: {a-b: c}", "CFG0402 route.routes[0].match.a-b 3:26"),
        ("match_re: {'a.b': c}", "CFG0402 route.routes[0].match_re[\"a.b\"] 3:31"),
        ("matchers: ['a=b,,c=d']", "CFG0303 route.routes[0].matchers[0] 3:24"),
        ("matchers: ['a=b', 'a b=c']", "CFG0303 route.routes[0].matchers[1] 3:31"),
    ] {
        assert_eq!(told(&check("alertmanager", &text(route, ""))), [format!("error {place}")]);
    }
    let time = |span: &str| text("", &format!("time_intervals: [{{name: x, time_intervals: [{{{span}}}]}}]"));
    for span in
        ["months: ['13', 'may:8']", "location: ''", "location: Local", "days_of_month: ['27:-1', '1:-27']"]
    {
        accepted("alertmanager", &time(span));
    }
    for (span, key) in [
        ("weekdays: ['monday : friday']", "weekdays"),
        ("days_of_month: ['-5:3']", "days_of_month"),
        ("days_of_month: ['28:-1']", "days_of_month"),
        ("location: Foo/Bar", "location"),
        ("location: europe/berlin", "location"),
    ] {
        let place = format!("error CFG0406 time_intervals[0].time_intervals[0].{key} 5:");
        let told = told(&check("alertmanager", &time(span)));
        assert!(told.len() == 1 && told[0].starts_with(&place), "{span}: {told:?}");
    }
    let rule = text("", "inhibit_rules: [{source_match: {a-b: c}, equal: ['']}]");
    assert_eq!(told(&check("alertmanager", &rule)), ["error CFG0406 inhibit_rules[0].equal 5:49"]);
}
