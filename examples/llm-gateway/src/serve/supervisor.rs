//! What systemd is told, where the gateway runs under it.

use config_core::manager::ConfigurationManagerBuilder;
use llm_gateway::config::Gateway;

use super::Problem;

#[cfg(unix)]
pub(crate) struct Supervisor(Option<std::sync::Arc<config_core::systemd::Notifier>>);

#[cfg(not(unix))]
pub(crate) struct Supervisor;

#[cfg(unix)]
impl Supervisor {
    pub(crate) fn from_env() -> Result<Self, Problem> {
        let notifier = config_core::systemd::Notifier::from_env()
            .map_err(|error| Problem::System(format!("systemd cannot be told anything: {error}")))?;
        Ok(Self(notifier.map(std::sync::Arc::new)))
    }

    pub(crate) fn hear_of_reloads(
        &self,
        builder: ConfigurationManagerBuilder<Gateway>,
    ) -> ConfigurationManagerBuilder<Gateway> {
        match &self.0 {
            Some(notifier) => builder.systemd(std::sync::Arc::clone(notifier)),
            None => builder,
        }
    }

    pub(crate) fn ready(&self) {
        if let Some(notifier) = &self.0
            && let Err(error) = notifier.ready()
        {
            eprintln!("systemd cannot be told that the gateway is ready: {error}");
        }
    }

    pub(crate) fn stopping(&self) {
        if let Some(notifier) = &self.0 {
            // It ends in any case.
            let _ = notifier.stopping();
        }
    }
}

#[cfg(not(unix))]
impl Supervisor {
    pub(crate) fn from_env() -> Result<Self, Problem> {
        Ok(Self)
    }

    pub(crate) fn hear_of_reloads(
        &self,
        builder: ConfigurationManagerBuilder<Gateway>,
    ) -> ConfigurationManagerBuilder<Gateway> {
        builder
    }

    pub(crate) fn ready(&self) {}

    pub(crate) fn stopping(&self) {}
}
