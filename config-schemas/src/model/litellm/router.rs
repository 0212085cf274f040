//! The router.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::Referable;

/// Models that take over from another one: one key, its name, and the names of the others in order.
pub type Fallback = BTreeMap<String, Vec<AnyValue>>;

/// Settings of the router.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RouterSettings {
    /// Which deployment gets a request.
    #[config(default = "simple-shuffle", reload = "hot")]
    pub routing_strategy: RoutingStrategy,
    /// Settings of the strategy.
    #[config(default, reload = "hot")]
    pub routing_strategy_args: BTreeMap<String, AnyValue>,
    /// Strategies for single groups of models.
    #[config(default = [], reload = "hot")]
    pub routing_groups: Vec<RoutingGroup>,
    /// How often a request is repeated; 2 by default.
    #[config(reload = "hot")]
    pub num_retries: Option<Referable<u32>>,
    /// Time after which a request has failed.
    #[config(unit = "seconds", reload = "hot")]
    pub timeout: Option<Referable<f64>>,
    /// Time after which a stream without a first word has failed.
    #[config(unit = "seconds")]
    pub stream_timeout: Option<Referable<f64>>,
    /// Shortest pause before a repetition; 0 by default.
    #[config(unit = "seconds", reload = "hot")]
    pub retry_after: Option<Referable<f64>>,
    /// How many requests may fail in a minute before a deployment rests; 3 by default.
    #[config(reload = "hot")]
    pub allowed_fails: Option<Referable<u32>>,
    /// The same, by sort of error.
    #[config(default)]
    pub allowed_fails_policy: BTreeMap<String, AnyValue>,
    /// How long a deployment rests; 5 by default.
    #[config(unit = "seconds", reload = "hot")]
    pub cooldown_time: Option<Referable<f64>>,
    /// Whether deployments never rest.
    pub disable_cooldowns: Option<bool>,
    /// How many requests a deployment takes at once, if it says nothing itself.
    pub default_max_parallel_requests: Option<Referable<u32>>,
    /// Parameters that requests have unless they say otherwise.
    #[config(default)]
    pub default_litellm_params: BTreeMap<String, AnyValue>,
    /// What a provider may cost.
    #[config(default)]
    pub provider_budget_config: BTreeMap<String, AnyValue>,
    /// How many models are tried after the first; 5 by default.
    pub max_fallbacks: Option<Referable<u32>>,
    /// Models that take over after an error.
    #[config(default = [], validate(one_key), reload = "hot")]
    pub fallbacks: Vec<Fallback>,
    /// Models that take over when a prompt is too long.
    #[config(default = [], validate(one_key), reload = "hot")]
    pub context_window_fallbacks: Vec<Fallback>,
    /// Models that take over when a prompt is refused.
    #[config(default = [], validate(one_key), reload = "hot")]
    pub content_policy_fallbacks: Vec<Fallback>,
    /// Models that take over from every other one.
    #[config(default = [])]
    pub default_fallbacks: Vec<String>,
    /// Further names of models.
    #[config(default, reload = "hot")]
    pub model_group_alias: BTreeMap<String, AnyValue>,
    /// How often a request is repeated, by sort of error.
    #[config(default, reload = "hot")]
    pub retry_policy: BTreeMap<String, AnyValue>,
    /// The same, for single models.
    #[config(default, reload = "hot")]
    pub model_group_retry_policy: BTreeMap<String, AnyValue>,
    /// Whether deployments with too short a sequence are left out.
    pub enable_pre_call_checks: Option<bool>,
    /// Whether tags of requests choose deployments.
    #[config(reload = "hot")]
    pub enable_tag_filtering: Option<bool>,
    /// Whether one tag of a request is enough; otherwise a deployment must have all of them.
    pub tag_filtering_match_any: Option<bool>,
    /// What is looked at before a deployment is chosen, such as `prompt_caching`.
    #[config(default = [])]
    pub optional_pre_call_checks: Vec<String>,
    /// Host of the Redis that several proxies share.
    pub redis_host: Option<String>,
    /// Its port.
    pub redis_port: Option<Referable<u16>>,
    /// Its password.
    pub redis_password: Option<Secret<String>>,
    /// The number of its database; 0 by default.
    pub redis_db: Option<Referable<u32>>,
    /// Its address, in place of the four above.
    pub redis_url: Option<Secret<String>>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A strategy for a group of models.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.routing_strategy.as_deref() == Some("priority") || self.model_priorities.is_empty(),
          "model_priorities are for the routing_strategy priority", code = "LITELLM-030"),
    check(self.routing_strategy.as_deref() != Some("priority") || self.routing_strategy_args.is_none(),
          "the routing_strategy priority takes no routing_strategy_args", code = "LITELLM-030"),
    check(self.routing_strategy.as_deref() != Some("priority") || all_have(&self.models, &self.model_priorities),
          "the routing_strategy priority needs model_priorities for exactly its models", code = "LITELLM-030"),
)]
pub struct RoutingGroup {
    /// Name of the group.
    pub group_name: Option<String>,
    /// The models.
    #[config(length(1..))]
    pub models: Vec<String>,
    /// The strategy.
    pub routing_strategy: Option<String>,
    /// Settings of the strategy.
    pub routing_strategy_args: Option<AnyValue>,
    /// Order of the models, for the strategy `priority`.
    #[config(default)]
    pub model_priorities: BTreeMap<String, i64>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Which deployment gets a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum RoutingStrategy {
    /// By chance, weighted.
    #[config(rename = "simple-shuffle")]
    SimpleShuffle,
    /// The one with the fewest requests.
    #[config(rename = "least-busy")]
    LeastBusy,
    /// The one with the most room; slow.
    #[config(rename = "usage-based-routing")]
    UsageBasedRouting,
    /// The one with the most room.
    #[config(rename = "usage-based-routing-v2")]
    UsageBasedRoutingV2,
    /// The fastest one.
    #[config(rename = "latency-based-routing")]
    LatencyBasedRouting,
    /// The cheapest one.
    #[config(rename = "cost-based-routing")]
    CostBasedRouting,
    /// One whose provider has money left.
    #[config(rename = "provider-budget-routing")]
    ProviderBudgetRouting,
    /// The one with the shortest expected time.
    #[config(rename = "lar1")]
    Lar1,
}

fn one_key(fallbacks: &[Fallback]) -> Result<(), &'static str> {
    if fallbacks.iter().any(|fallback| fallback.len() != 1) {
        return Err("each fallback is a map of one model to the list of those that take over");
    }
    Ok(())
}

fn all_have(models: &[String], priorities: &BTreeMap<String, i64>) -> bool {
    models.len() == priorities.len() && models.iter().all(|model| priorities.contains_key(model))
}
