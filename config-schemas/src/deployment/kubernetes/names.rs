//! Names that a pod knows: servers of names, hosts and gates.

use std::net::IpAddr;

use config_core::ServiceConfig;

use crate::value::DnsSubdomain;

/// Servers of names.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.searches.join(" ").len() <= 2048, "the domains that are searched have 2048 characters together at most"),
)]
pub struct DnsConfig {
    /// Addresses of the servers.
    #[config(default = [], length(..=3))]
    pub nameservers: Vec<IpAddr>,
    /// Domains that are searched.
    #[config(default = [], length(..=32), validate(searches))]
    pub searches: Vec<String>,
    /// Options of the resolver.
    #[config(default = [])]
    pub options: Vec<DnsOption>,
}

fn searches(searches: &[String]) -> Result<(), String> {
    let wrong = searches.iter().find(|search| {
        let domain = search.strip_suffix('.').unwrap_or(search);
        !domain.is_empty() && domain.replace('_', "a").parse::<DnsSubdomain>().is_err()
    });
    match wrong {
        Some(search) => Err(format!("{search} is not a domain")),
        None => Ok(()),
    }
}

/// An option of the resolver.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DnsOption {
    /// Its name.
    #[config(length(1..))]
    pub name: String,
    /// Its value.
    pub value: Option<String>,
}

/// Names of an address.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct HostAlias {
    /// The address.
    pub ip: IpAddr,
    /// The names.
    #[config(default = [])]
    pub hostnames: Vec<DnsSubdomain>,
}

/// What must be true before a pod can serve.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ReadinessGate {
    /// The condition.
    #[config(validate(condition))]
    pub condition_type: String,
}

fn condition(name: &str) -> Result<(), &'static str> {
    super::metadata::key_problem(name).map_or(Ok(()), Err)
}
