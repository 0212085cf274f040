//! Grafana, as of version 13: its server, and its dashboards.

mod dashboard;
mod server;

pub use dashboard::{Dashboard, GridPosition, Panel, Target, Templating, TimeWindow, Variable};
pub use server::{
    ContactPoint, DataSource, DataSourceAccess, Grafana, GrafanaDatabase, GrafanaDatabaseType,
    GrafanaSecurity, GrafanaServer,
};
