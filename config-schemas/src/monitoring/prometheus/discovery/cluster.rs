//! Containers and what runs them.

use config_core::{Secret, ServiceConfig};

use super::Filter;
use crate::monitoring::at_most_one;
use crate::monitoring::http::{HttpClient, TlsConfig};
use crate::value::PrometheusDuration;

/// Containers of Docker.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Docker {
    /// Address of the daemon.
    #[config(length(1..))]
    pub host: String,
    /// Port of targets that open none.
    #[config(default = 80)]
    pub port: u16,
    /// Which containers are looked at.
    #[config(default = [])]
    pub filters: Vec<Filter>,
    /// Host of containers that share the network of their machine.
    #[config(default = "localhost")]
    pub host_networking_host: String,
    /// Whether only the first network of a container counts.
    #[config(default = true)]
    pub match_first_network: bool,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Services, tasks or nodes of Docker Swarm.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DockerSwarm {
    /// Address of the daemon.
    #[config(length(1..))]
    pub host: String,
    /// What is looked for.
    pub role: DockerSwarmRole,
    /// Port of targets that open none.
    #[config(default = 80)]
    pub port: u16,
    /// Which objects are looked at.
    #[config(default = [])]
    pub filters: Vec<Filter>,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// A sort of objects of Docker Swarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum DockerSwarmRole {
    /// Services.
    Services,
    /// Tasks.
    Tasks,
    /// Nodes.
    Nodes,
}

/// Applications of Marathon.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.auth_token.is_some(), self.auth_token_file.is_some()]),
          "at most one of auth_token and auth_token_file may be given"),
    check(at_most_one([self.http.basic_auth.is_some(), self.auth_token.is_some() || self.auth_token_file.is_some()]),
          "at most one of basic_auth, auth_token and auth_token_file may be given"),
    check(at_most_one([self.http.bearer_token.is_some() || self.http.bearer_token_file.is_some(), self.auth_token.is_some() || self.auth_token_file.is_some()]),
          "at most one of bearer_token, bearer_token_file, auth_token and auth_token_file may be given"),
    check(at_most_one([self.http.authorization.is_some(), self.auth_token.is_some() || self.auth_token_file.is_some()]),
          "at most one of authorization, auth_token and auth_token_file may be given"),
)]
pub struct Marathon {
    /// Addresses of the servers.
    #[config(length(1..))]
    pub servers: Vec<String>,
    /// A token for the servers.
    pub auth_token: Option<Secret<String>>,
    /// A file with a token for the servers.
    pub auth_token_file: Option<String>,
    /// Time between two requests.
    #[config(default = "30s")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Services of Nerve.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Nerve {
    /// Servers of Zookeeper.
    #[config(length(1..))]
    pub servers: Vec<String>,
    /// Paths of services, or of a tree of them.
    #[config(length(1..), pattern("^/"))]
    pub paths: Vec<String>,
    /// Time after which a connection is given up.
    #[config(default = "10s")]
    pub timeout: PrometheusDuration,
}

/// Server sets in Zookeeper.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ServerSet {
    /// Servers of Zookeeper.
    #[config(length(1..))]
    pub servers: Vec<String>,
    /// Paths of server sets, or of a tree of them.
    #[config(length(1..), pattern("^/"))]
    pub paths: Vec<String>,
    /// Time after which a connection is given up.
    #[config(default = "10s")]
    pub timeout: PrometheusDuration,
}

/// Containers of Triton.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Triton {
    /// The account.
    #[config(length(1..))]
    pub account: String,
    /// What is looked for.
    #[config(default = "container")]
    pub role: TritonRole,
    /// End of the targets' names.
    #[config(length(1..))]
    pub dns_suffix: String,
    /// The interface that is asked.
    #[config(length(1..))]
    pub endpoint: String,
    /// Groups that are looked at; all by default.
    #[config(default = [])]
    pub groups: Vec<String>,
    /// Port of the interface and of the targets.
    #[config(default = 9163)]
    pub port: u16,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Version of the interface.
    #[config(default = 1, range(1..))]
    pub version: u32,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
}

/// A sort of objects of Triton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TritonRole {
    /// Virtual machines.
    Container,
    /// Machines.
    Cn,
}
