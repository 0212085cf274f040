//! What watches the services: Prometheus, alert rules, Alertmanager, Grafana, the OpenTelemetry collector, logging.
