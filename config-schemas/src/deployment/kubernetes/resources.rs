//! What containers ask of a node.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use crate::value::Quantity;

/// What a container asks of the node.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.requests_within_limits(), "a request must not exceed its limit", code = "K8S-033"),
    check(self.names_are_known(),
          "a resource is cpu, memory, ephemeral-storage, hugepages-… or has a domain in its name such as nvidia.com/gpu",
          code = "K8S-033"),
    check(self.extended_are_whole(),
          "extended resources such as nvidia.com/gpu are whole numbers, with a limit that equals the request",
          code = "K8S-033"),
)]
pub struct ResourceRequirements {
    /// Most that it may use.
    #[config(default, validate(not_negative))]
    pub limits: BTreeMap<String, Quantity>,
    /// What is kept free for it.
    #[config(default, validate(not_negative))]
    pub requests: BTreeMap<String, Quantity>,
    /// Claims of devices; kept as written.
    pub claims: Option<AnyValue>,
}

impl ResourceRequirements {
    fn requests_within_limits(&self) -> bool {
        self.requests.iter().all(|(name, request)| self.limits.get(name).is_none_or(|limit| request <= limit))
    }

    fn names_are_known(&self) -> bool {
        let known = |name: &String| {
            name.contains('/')
                || name.starts_with("hugepages-")
                || matches!(name.as_str(), "cpu" | "memory" | "ephemeral-storage")
        };
        self.limits.keys().chain(self.requests.keys()).all(known)
    }

    /// Resources with a domain in their name are counted in whole pieces and cannot be shared.
    fn extended_are_whole(&self) -> bool {
        let extended = |name: &str| name.contains('/') && !name.starts_with("kubernetes.io/");
        let whole = self
            .limits
            .iter()
            .chain(&self.requests)
            .filter(|(name, _)| extended(name))
            .all(|(_, quantity)| quantity.is_whole());
        let paired = self
            .requests
            .iter()
            .filter(|(name, _)| extended(name))
            .all(|(name, request)| self.limits.get(name) == Some(request));
        whole && paired
    }
}

fn not_negative(quantities: &BTreeMap<String, Quantity>) -> Result<(), String> {
    match quantities.iter().find(|(_, quantity)| quantity.nano() < 0) {
        Some((name, _)) => Err(format!("{name} is negative")),
        None => Ok(()),
    }
}
