use std::{net::SocketAddr, time::Duration};
use config_core::{Environment, Loader, Secret, ServiceConfig};

/// The public entrance to the model servers.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "GATEWAY",
    check(self.max_tokens <= self.engine.max_model_len, "max_tokens must not exceed engine.max_model_len"),
)]
struct Gateway {
    /// Address and port to listen on.
    #[config(default = "0.0.0.0:8080")]
    listen: SocketAddr,
    /// How long a request may take.
    #[config(default = "60s", range("1s"..="1h"))]
    timeout: Duration,
    /// Most tokens that a request may ask for.
    #[config(default = 4096, range(1..))]
    max_tokens: u32,
    /// Key of the administration routes.
    admin_key: Option<Secret<String>>,
    /// The engine this gateway fronts.
    engine: Engine,
}

/// The engine.
#[derive(Debug, Clone, ServiceConfig)]
struct Engine {
    /// Longest context.
    max_model_len: u32,
}

fn load() -> Result<Gateway, config_core::Report> {
    Loader::new()
        .environment(Environment::from_env("GATEWAY_ENV")?)
        .file("config/gateway.yaml")
        .optional_file("config/gateway.{environment}.yaml")
        .env()
        .load()
}
