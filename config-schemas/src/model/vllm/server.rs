//! The server in front of the engine.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::OneOrMany;

/// The server in front of the engine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.ssl_keyfile.is_none() || self.ssl_certfile.is_some(), "ssl_keyfile needs ssl_certfile", code = "VLLM-024"),
    check(self.ssl_certfile.is_none() || self.ssl_keyfile.is_some(), "ssl_certfile needs ssl_keyfile", code = "VLLM-024"),
    check(self.ssl_ca_certs.is_none() || self.ssl_certfile.is_some(), "ssl_ca_certs needs ssl_certfile and ssl_keyfile", code = "VLLM-024"),
    check(self.ssl_cert_reqs != 2 || self.ssl_ca_certs.is_some(), "clients that need a certificate need ssl_ca_certs", code = "VLLM-024"),
    check(!self.enable_auto_tool_choice || self.tool_call_parser.is_some(), "enable_auto_tool_choice needs a tool_call_parser", code = "VLLM-010"),
    check(!self.allow_credentials || !self.allowed_origins.iter().any(|origin| origin == "*"),
          "allow_credentials cannot be combined with the origin *", code = "VLLM-061"),
)]
pub struct ServerArgs {
    /// Address to listen on; all by default.
    #[config(reload = "restart")]
    pub host: Option<String>,
    /// Port to listen on. vLLM itself does not check it.
    #[config(default = 8000, range(1..), reload = "restart")]
    pub port: u16,
    /// A socket in the file system, in place of host and port.
    #[config(reload = "restart")]
    pub uds: Option<String>,
    /// Port of gRPC.
    #[config(reload = "restart")]
    pub grpc_port: Option<u16>,
    /// Path in front of all others, when a proxy removes it.
    #[config(reload = "restart")]
    pub root_path: Option<String>,
    /// Keys that clients may present. They guard `/v1`, `/v2`, `/inference` and `/cohere`; `/metrics`, `/health` and others stay open.
    #[config(default, reload = "restart")]
    pub api_key: OneOrMany<Secret<String>>,
    /// File with the key of TLS.
    #[config(reload = "restart")]
    pub ssl_keyfile: Option<String>,
    /// File with the certificate of TLS.
    #[config(reload = "restart")]
    pub ssl_certfile: Option<String>,
    /// File with the authorities that clients' certificates come from.
    #[config(reload = "restart")]
    pub ssl_ca_certs: Option<String>,
    /// Whether clients need a certificate: 0 no, 1 optional, 2 yes.
    #[config(default = 0, range(..=2), reload = "restart")]
    pub ssl_cert_reqs: u8,
    /// Ciphers of TLS up to 1.2.
    #[config(reload = "restart")]
    pub ssl_ciphers: Option<String>,
    /// Whether files of TLS are read again when they change.
    #[config(default = false, reload = "restart")]
    pub enable_ssl_refresh: bool,
    /// Origins that browsers may call from. A list as JSON text.
    #[config(default = [], reload = "restart")]
    pub allowed_origins: Vec<String>,
    /// Methods that browsers may use. A list as JSON text.
    #[config(default = ["*"], reload = "restart")]
    pub allowed_methods: Vec<String>,
    /// Headers that browsers may send. A list as JSON text.
    #[config(default = ["*"], reload = "restart")]
    pub allowed_headers: Vec<String>,
    /// Whether browsers may send cookies.
    #[config(default = false, not_secret, reload = "restart")]
    pub allow_credentials: bool,
    /// The template of chats, or its file; the model's own by default.
    #[config(reload = "restart")]
    pub chat_template: Option<String>,
    /// How parts of messages are given to the template.
    #[config(default = "auto", reload = "restart")]
    pub chat_template_content_format: ContentFormat,
    /// Values for the template, where a request has none.
    #[config(default, reload = "restart")]
    pub default_chat_template_kwargs: BTreeMap<String, AnyValue>,
    /// Role of answers.
    #[config(default = "assistant", reload = "restart")]
    pub response_role: String,
    /// Whether the model may call tools by itself.
    #[config(default = false, reload = "restart")]
    pub enable_auto_tool_choice: bool,
    /// How calls of tools are read from the answer.
    #[config(reload = "restart")]
    pub tool_call_parser: Option<String>,
    /// A file with a further reader of calls.
    #[config(reload = "restart")]
    pub tool_parser_plugin: Option<String>,
    /// How reasoning is read from the answer.
    #[config(reload = "restart")]
    pub reasoning_parser: Option<String>,
    /// A file with a further reader of reasoning.
    #[config(reload = "restart")]
    pub reasoning_parser_plugin: Option<String>,
    /// How often a stream without news is kept alive; 0 for never.
    #[config(default = 0, unit = "seconds", reload = "restart")]
    pub sse_keep_alive_interval: u32,
    /// How long running requests may take at the end.
    #[config(default = 0, unit = "seconds", reload = "restart")]
    pub shutdown_timeout: u32,
    /// How many processes take requests; one for each copy by default.
    #[config(range(1..), reload = "restart")]
    pub api_server_count: Option<u32>,
    /// Whether no requests are taken here.
    #[config(default = false, reload = "restart")]
    pub headless: bool,
    /// Code that each request passes.
    #[config(default, reload = "restart")]
    pub middleware: OneOrMany<String>,
    /// Whether the description of the interface is not served.
    #[config(default = false, reload = "restart")]
    pub disable_fastapi_docs: bool,
    /// Whether answers carry the number of their request.
    #[config(default = false, reload = "restart")]
    pub enable_request_id_headers: bool,
}

/// How parts of messages are given to the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ContentFormat {
    /// As the template asks.
    #[config(rename = "auto")]
    Auto,
    /// As text.
    #[config(rename = "string")]
    String,
    /// As a list of parts.
    #[config(rename = "openai")]
    Openai,
}
