//! A server of tools for models (MCP).

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{Secret, ServiceConfig};

/// A server of tools.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check((self.transport == ToolTransport::Stdio) == self.command.is_some(),
          "command goes with the transport stdio, and only with it", code = "TOOL-047"),
    check((self.transport != ToolTransport::Stdio) == self.url.is_some(),
          "url goes with the transports http and sse, and only with them", code = "TOOL-047"),
)]
pub struct ToolServer {
    /// How it is spoken to.
    pub transport: ToolTransport,
    /// Program that is started.
    pub command: Option<String>,
    /// Its arguments.
    #[config(default = [])]
    pub args: Vec<String>,
    /// Its variables.
    #[config(default)]
    pub env: BTreeMap<String, Secret<String>>,
    /// Address.
    #[config(format = "url")]
    pub url: Option<String>,
    /// Token to present.
    pub token: Option<Secret<String>>,
    /// Tools that may be used; all when empty.
    #[config(default = [])]
    pub allowed_tools: Vec<String>,
    /// Longest time of a call.
    #[config(default = "30s", range("100ms"..="1h"))]
    pub timeout: Duration,
}

/// How a server of tools is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ToolTransport {
    /// Through its input and output.
    Stdio,
    /// Over HTTP.
    Http,
    /// Over HTTP with events. Outdated.
    Sse,
}
