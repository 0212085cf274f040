//! LiteLLM's proxy: `config.yaml`.

use super::{accepted, check, told};

const MODEL: &str = "model_list: [{model_name: a, litellm_params: {model: openai/a}}]\n";

/// Keys of the documented list of all settings, which 1.110.2 reads: arguments of the router, keys of
/// `general_settings` that the proxy looks up, and variables of the library.
#[test]
fn settings_of_the_documentation_are_known() {
    let text = "router_settings:\n  disable_cooldowns: true\n  allowed_fails_policy: {TimeoutErrorAllowedFails: 12}\n  default_max_parallel_requests: 10\n  default_litellm_params: {temperature: 0.2}\n  provider_budget_config: {openai: {budget_limit: 0.1, time_period: 1d}}\n  tag_filtering_match_any: true\n  optional_pre_call_checks: [prompt_caching, responses_api_deployment_check]\n  redis_host: redis\n  redis_db: 1\n  caching_groups: [[a, b]]\n  client_ttl: 3600\n  debug_level: DEBUG\ngeneral_settings:\n  health_check_details: false\n  allowed_ips: [192.168.1.1]\n  enforce_user_param: true\n  litellm_key_header_name: X-Litellm-Key\n  user_api_key_cache_ttl: 60\n  maximum_spend_logs_retention_interval: 1d\nlitellm_settings:\n  force_ipv4: true\n  mcp_aliases: {github: github_mcp_server}\n  default_redis_ttl: 30\n  post_call_rules: rules.mine\n  max_end_user_budget: 0.1\ndefault_vertex_config: {vertex_project: x}\n";
    accepted("litellm", &format!("{MODEL}{text}"));
}

/// The proxy raises a `ValueError` on these two, and warns that it ignores what is no argument of its router.
#[test]
fn settings_of_the_proxy_are_none_of_the_router() {
    let text = "router_settings:\n  health_check_interval: 300\n  search_tools: []\n  alowed_fails: 3\n";
    let report = check("litellm", &format!("{MODEL}{text}"));
    assert_eq!(
        told(&report),
        [
            "error CFG0201 router_settings.health_check_interval 3:26",
            "warning NAT0004 router_settings.search_tools 4:3",
            "warning NAT0004 router_settings.alowed_fails 5:17",
        ]
    );
    let helps: Vec<_> = report.findings().iter().filter_map(|finding| finding.help()).collect();
    assert_eq!(helps, ["move it to general_settings", "move it to the top", "did you mean allowed_fails?"]);
}

/// The router goes over the names and leaves out those that it does not know.
#[test]
fn checks_before_a_call_are_those_of_the_router() {
    let text = "router_settings: {optional_pre_call_checks: [prompt_cachng]}\n";
    let report = check("litellm", &format!("{MODEL}{text}"));
    assert_eq!(told(&report), ["warning NAT0004 router_settings.optional_pre_call_checks[0] 2:46"]);
    assert_eq!(report.findings()[0].help(), Some("did you mean prompt_caching?"));
}
