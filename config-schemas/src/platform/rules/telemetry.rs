//! a collector opens the port that services send traces to

use config_core::{AnyValue, Severity};

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::service::TelemetryProtocol;
use crate::base::Protocol;
use crate::monitoring::collector::{Collector, ComponentId};

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
        } else if let Configuration::Collector(loaded) = &collector.configuration
            && let Some(problem) = receivers(&loaded.value.config, telemetry.protocol)
        {
            let message = format!("{problem}, which {} sends traces to", entry.name());
            findings
                .add(
                    entry,
                    "telemetry",
                    message,
                    "open the protocol in a receiver otlp, at 0.0.0.0 and its port",
                )
                .and(collector, "config.receivers");
        }
    }
}

/// Why no receiver of a pipeline of traces takes what is sent; nothing when one does, or when it is not known.
fn receivers(collector: &Collector, protocol: TelemetryProtocol) -> Option<String> {
    let key = match protocol {
        TelemetryProtocol::Grpc => "grpc",
        TelemetryProtocol::Http => "http",
    };
    let pipelines = collector.service.pipelines.iter().filter(|(id, _)| id.kind() == "traces");
    let used: Vec<&ComponentId> = pipelines.flat_map(|(_, pipeline)| &pipeline.receivers).collect();
    let mut local = None;
    for (id, receiver) in collector.receivers.iter().filter(|(id, _)| used.contains(id)) {
        // Of other receivers nothing is known.
        let protocols = receiver.get("protocols").filter(|_| id.kind() == "otlp")?;
        let Some(server) = protocols.get(key) else { continue };
        let endpoint = server.get("endpoint").and_then(AnyValue::as_str);
        let host = endpoint.map(|endpoint| endpoint.rsplit_once(':').map_or(endpoint, |(host, _)| host));
        match host {
            None | Some("localhost" | "127.0.0.1" | "[::1]") => local = Some(id),
            Some(_) => return None,
        }
    }
    Some(match local {
        Some(id) => format!("the receiver {id} listens for {key} on its own machine alone"),
        None => format!("no receiver of a pipeline of traces takes {key}"),
    })
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

    #[test]
    fn receivers_take_traces() {
        let collector = |protocols: &str| {
            format!(
                "name: c\nkind: otel-collector\nowner: t\nendpoints: [{{name: otlp, port: 4317, protocol: grpc}}]\nconfig:\n  receivers: {{otlp: {{protocols: {protocols}}}}}\n  exporters: {{debug: {{}}}}\n  service: {{pipelines: {{traces: {{receivers: [otlp], exporters: [debug]}}}}}}\n"
            )
        };
        let service =
            ("s.yaml", "name: s\nkind: other\nowner: t\ntelemetry: {collector: c, protocol: grpc}\n");
        for bad in
            ["{grpc: {endpoint: \"localhost:4317\"}}", "{grpc: }", "{http: {endpoint: \"0.0.0.0:4318\"}}"]
        {
            rule(
                "MON-080",
                &[("c.yaml", &collector("{grpc: {endpoint: \"0.0.0.0:4317\"}}")), service],
                &[("c.yaml", &collector(bad)), service],
                &["s.yaml:4:1 c.yaml:6:3"],
            );
        }
    }
}
