//! `platform.yaml`: what an environment has.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::value::DnsLabel;

/// What an environment has.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Settings {
    /// Region.
    pub region: Option<String>,
    /// Namespace of its services.
    pub namespace: Option<DnsLabel>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// When it may be changed, for people.
    pub change_window: Option<String>,
    /// Machines, by the names of their pools.
    #[config(default)]
    pub node_pools: BTreeMap<String, NodePool>,
    /// What is known of models, by their names.
    #[config(default)]
    pub models: BTreeMap<String, ModelFacts>,
    /// Words that occur only in names of hosts of other environments.
    #[config(default = [])]
    pub foreign_hosts: Vec<String>,
}

/// Machines of one sort.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct NodePool {
    /// How many machines.
    #[config(range(0..))]
    pub nodes: u32,
    /// Graphics processors of each.
    pub gpu: Option<Gpu>,
}

/// Graphics processors of a machine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Gpu {
    /// How many.
    #[config(range(1..=64))]
    pub count: u32,
    /// Memory of each.
    #[config(range(1..=4096), unit = "GiB")]
    pub memory_gib: u32,
    /// What they are, for people.
    pub name: Option<String>,
}

impl NodePool {
    /// Graphics processors of all machines together.
    #[must_use]
    pub fn gpus(&self) -> u64 {
        u64::from(self.nodes) * u64::from(self.gpu.as_ref().map_or(0, |gpu| gpu.count))
    }
}

/// What is known of a model.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ModelFacts {
    /// Attention heads.
    #[config(range(1..))]
    pub attention_heads: Option<u32>,
    /// Longest context that it was made for.
    #[config(range(1..), unit = "tokens")]
    pub context: Option<u64>,
    /// Parameters.
    #[config(range(0.0..), unit = "thousand millions")]
    pub parameters_billion: Option<f64>,
    /// Bytes of a parameter as it is served.
    #[config(default = 2.0, range(0.1..=8.0), unit = "bytes")]
    pub bytes_per_parameter: f64,
    /// Length of its vectors, for models that embed.
    #[config(range(1..))]
    pub dimension: Option<u32>,
}
