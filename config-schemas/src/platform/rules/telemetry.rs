//! a collector opens the port that services send traces to

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::service::TelemetryProtocol;
use crate::base::Protocol;

pub(super) const RULE: Rule = Rule::new(
    "MON-080",
    Severity::Error,
    "a collector opens the port that services send traces to",
    "ours: 4317 for gRPC, 4318 for HTTP",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Some(telemetry) = entry.configuration.telemetry() else { continue };
        let Some(collector) = platform.service(telemetry.collector.as_str()) else { continue };
        let protocol = match telemetry.protocol {
            TelemetryProtocol::Grpc => Protocol::Grpc,
            TelemetryProtocol::Http => Protocol::Http,
        };
        if !collector.service().endpoints.iter().any(|endpoint| endpoint.protocol == protocol) {
            let spoken = if protocol == Protocol::Grpc { "gRPC" } else { "HTTP" };
            let message = format!(
                "{} opens no port for {spoken}, which {} sends traces with",
                collector.name(),
                entry.name()
            );
            findings
                .add(entry, "telemetry", message, "change telemetry.protocol, or open the port")
                .and(collector, "endpoints");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn traces_arrive() {
        let collector = (
            "c.yaml",
            "name: c\nkind: otel-collector\nowner: t\nendpoints: [{name: otlp, port: 4317, protocol: grpc}]\n",
        );
        let service = |protocol: &str| {
            format!("name: s\nkind: other\nowner: t\ntelemetry: {{collector: c, protocol: {protocol}}}\n")
        };
        rule(
            "MON-080",
            &[collector, ("s.yaml", &service("grpc"))],
            &[collector, ("s.yaml", &service("http"))],
            &["s.yaml:4:1 c.yaml:4:1"],
        );
    }
}
