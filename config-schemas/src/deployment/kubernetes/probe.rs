//! How the kubelet finds out whether a container works.

use config_core::ServiceConfig;

use super::{PortName, StrictText};

/// A question that is asked again and again. Exactly one way of asking is given.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.ways() == 1, "a probe has exactly one of httpGet, tcpSocket, exec and grpc", code = "K8S-037"),
    check(self.timeout_seconds <= or(self.period_seconds, 10), "timeoutSeconds must not exceed periodSeconds",
          code = "K8S-037"),
)]
pub struct Probe {
    /// A request over HTTP.
    pub http_get: Option<HttpGetAction>,
    /// A connection.
    pub tcp_socket: Option<TcpSocketAction>,
    /// A command in the container.
    pub exec: Option<ExecAction>,
    /// A call of the health service of gRPC.
    pub grpc: Option<GrpcAction>,
    /// Time after the start before the first question.
    #[config(default = 0, range(0..=2_147_483_647), unit = "seconds")]
    pub initial_delay_seconds: i64,
    /// Time between two questions; 0 is as good as nothing, here and below.
    #[config(default = 10, range(0..=2_147_483_647), unit = "seconds")]
    pub period_seconds: i64,
    /// Time to answer.
    #[config(default = 1, range(0..=2_147_483_647), unit = "seconds")]
    pub timeout_seconds: i64,
    /// Good answers in a row after which the container works.
    #[config(default = 1, range(0..=2_147_483_647))]
    pub success_threshold: i64,
    /// Bad answers in a row after which it does not.
    #[config(default = 3, range(0..=2_147_483_647))]
    pub failure_threshold: i64,
    /// Time to stop after a failure; not for readiness.
    #[config(range(1..=2_147_483_647), unit = "seconds")]
    pub termination_grace_period_seconds: Option<i64>,
}

impl Probe {
    fn ways(&self) -> usize {
        [self.http_get.is_some(), self.tcp_socket.is_some(), self.exec.is_some(), self.grpc.is_some()]
            .into_iter()
            .filter(|given| *given)
            .count()
    }

    /// The longest time until the kubelet gives up, counted from the start of the container.
    #[must_use]
    pub const fn budget_seconds(&self) -> i64 {
        self.initial_delay_seconds + or(self.period_seconds, 10) * or(self.failure_threshold, 3)
    }
}

/// A number, or the one that the server takes for 0.
const fn or(number: i64, default: i64) -> i64 {
    if number == 0 { default } else { number }
}

/// A request over HTTP.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct HttpGetAction {
    /// Path of the request.
    pub path: Option<String>,
    /// Port of the container.
    pub port: PortName,
    /// Host; the pod by default.
    pub host: Option<String>,
    /// HTTP or HTTPS.
    #[config(default = "HTTP")]
    pub scheme: Scheme,
    /// Headers of the request.
    #[config(default = [])]
    pub http_headers: Vec<HttpHeader>,
    /// Protocol of the request.
    pub protocol: Option<String>,
}

/// HTTP or HTTPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "SCREAMING_SNAKE_CASE", write)]
pub enum Scheme {
    /// Plain.
    Http,
    /// Encrypted; the certificate is not checked.
    Https,
}

/// A header of a request.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct HttpHeader {
    /// Its name.
    #[config(pattern("^[-A-Za-z0-9]+$"))]
    pub name: String,
    /// Its value, which may be a secret.
    pub value: super::EnvironmentValue,
}

/// A connection.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct TcpSocketAction {
    /// Port of the container.
    pub port: PortName,
    /// Host; the pod by default.
    pub host: Option<String>,
}

/// A command in the container.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ExecAction {
    /// The program and its arguments.
    #[config(length(1..))]
    pub command: Vec<StrictText>,
}

/// A call of the health service of gRPC.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct GrpcAction {
    /// Port of the container.
    #[config(range(1..))]
    pub port: u16,
    /// Name of the service.
    pub service: Option<String>,
}
