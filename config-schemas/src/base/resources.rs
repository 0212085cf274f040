//! What a service asks of the machine.

use config_core::ServiceConfig;

use crate::value::Quantity;

/// Resources of one replica. Requests and limits are the same unless both are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Resources {
    /// Processors that are kept free for it.
    #[config(example = "4")]
    pub cpu: Option<Quantity>,
    /// Most processors it may use.
    pub cpu_limit: Option<Quantity>,
    /// Memory that is kept free for it.
    #[config(example = "64Gi")]
    pub memory: Option<Quantity>,
    /// Most memory it may use.
    pub memory_limit: Option<Quantity>,
    /// Graphics processors, whole ones.
    #[config(default = 0, range(..=1024))]
    pub gpus: u32,
    /// Name of the resource that stands for a graphics processor.
    #[config(default = "nvidia.com/gpu")]
    pub gpu_resource: String,
    /// Memory shared between its processes (`/dev/shm`).
    pub shared_memory: Option<Quantity>,
    /// Room on the local disk.
    pub ephemeral_storage: Option<Quantity>,
}
