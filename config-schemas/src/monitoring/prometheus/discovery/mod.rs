//! Where targets are: a list of them, files, names, or the interface of a cloud.

mod amazon;
mod azure;
mod clouds;
mod cluster;
mod generic;
mod kubernetes;
mod machines;
mod openstack;
mod registry;
mod tokens;

pub use amazon::{Aws, Ec2, Filter, Lightsail};
pub use azure::{Azure, AzureMethod};
pub use clouds::{
    DigitalOcean, Hetzner, HetznerRole, Ionos, Linode, OvhCloud, OvhService, Scaleway, ScalewayRole, Vultr,
};
pub use cluster::{Docker, DockerSwarm, DockerSwarmRole, Marathon, Nerve, ServerSet, Triton, TritonRole};
pub use generic::{Dns, DnsType, FileDiscovery, HttpDiscovery, StaticConfig, TargetAddress};
pub use kubernetes::{AttachMetadata, Kubernetes, KubernetesRole, KubernetesSelector, Namespaces};
pub use machines::{Gce, PuppetDb, Uyuni};
pub use openstack::{Availability, OpenStack, OpenStackRole};
pub use registry::{Consul, Eureka, Kuma, Nomad};
pub use tokens::{Oci, OciAuth, Outscale, Stackit};

use config_core::ServiceConfig;

/// Where targets are. Flattened into jobs and groups of Alertmanagers.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Discovery {
    /// Targets that are listed.
    #[config(default = [])]
    pub static_configs: Vec<StaticConfig>,
    /// Targets of Amazon's services.
    #[config(default = [], since = "3.8")]
    pub aws_sd_configs: Vec<Aws>,
    /// Machines of Azure.
    #[config(default = [])]
    pub azure_sd_configs: Vec<Azure>,
    /// Services of Consul.
    #[config(default = [])]
    pub consul_sd_configs: Vec<Consul>,
    /// Droplets of DigitalOcean.
    #[config(default = [])]
    pub digitalocean_sd_configs: Vec<DigitalOcean>,
    /// Names of DNS.
    #[config(default = [])]
    pub dns_sd_configs: Vec<Dns>,
    /// Containers of Docker.
    #[config(default = [])]
    pub docker_sd_configs: Vec<Docker>,
    /// Services, tasks or nodes of Docker Swarm.
    #[config(default = [])]
    pub dockerswarm_sd_configs: Vec<DockerSwarm>,
    /// Machines of Amazon EC2.
    #[config(default = [])]
    pub ec2_sd_configs: Vec<Ec2>,
    /// Instances of Eureka.
    #[config(default = [])]
    pub eureka_sd_configs: Vec<Eureka>,
    /// Files with targets.
    #[config(default = [])]
    pub file_sd_configs: Vec<FileDiscovery>,
    /// Machines of Google Cloud.
    #[config(default = [])]
    pub gce_sd_configs: Vec<Gce>,
    /// Servers of Hetzner.
    #[config(default = [])]
    pub hetzner_sd_configs: Vec<Hetzner>,
    /// URLs with targets.
    #[config(default = [])]
    pub http_sd_configs: Vec<HttpDiscovery>,
    /// Servers of IONOS.
    #[config(default = [])]
    pub ionos_sd_configs: Vec<Ionos>,
    /// Objects of Kubernetes.
    #[config(default = [])]
    pub kubernetes_sd_configs: Vec<Kubernetes>,
    /// Proxies of Kuma.
    #[config(default = [])]
    pub kuma_sd_configs: Vec<Kuma>,
    /// Machines of Amazon Lightsail.
    #[config(default = [])]
    pub lightsail_sd_configs: Vec<Lightsail>,
    /// Instances of Linode.
    #[config(default = [])]
    pub linode_sd_configs: Vec<Linode>,
    /// Applications of Marathon.
    #[config(default = [])]
    pub marathon_sd_configs: Vec<Marathon>,
    /// Services of Nerve.
    #[config(default = [])]
    pub nerve_sd_configs: Vec<Nerve>,
    /// Services of Nomad.
    #[config(default = [])]
    pub nomad_sd_configs: Vec<Nomad>,
    /// Instances of Oracle's cloud.
    #[config(default = [], since = "3.14")]
    pub oci_sd_configs: Vec<Oci>,
    /// Instances of OpenStack.
    #[config(default = [])]
    pub openstack_sd_configs: Vec<OpenStack>,
    /// Machines of Outscale.
    #[config(default = [], since = "3.12")]
    pub outscale_sd_configs: Vec<Outscale>,
    /// Servers of OVHcloud.
    #[config(default = [])]
    pub ovhcloud_sd_configs: Vec<OvhCloud>,
    /// Resources of PuppetDB.
    #[config(default = [])]
    pub puppetdb_sd_configs: Vec<PuppetDb>,
    /// Servers of Scaleway.
    #[config(default = [])]
    pub scaleway_sd_configs: Vec<Scaleway>,
    /// Server sets in Zookeeper.
    #[config(default = [])]
    pub serverset_sd_configs: Vec<ServerSet>,
    /// Servers of STACKIT.
    #[config(default = [], since = "3.5")]
    pub stackit_sd_configs: Vec<Stackit>,
    /// Containers of Triton.
    #[config(default = [])]
    pub triton_sd_configs: Vec<Triton>,
    /// Systems of Uyuni.
    #[config(default = [])]
    pub uyuni_sd_configs: Vec<Uyuni>,
    /// Instances of Vultr.
    #[config(default = [])]
    pub vultr_sd_configs: Vec<Vultr>,
}
