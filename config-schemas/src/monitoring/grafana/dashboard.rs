//! Dashboards of Grafana, as JSON, as of Grafana 12.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

/// A dashboard.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Dashboard {
    /// Number in the database; nothing for a new one.
    pub id: Option<i64>,
    /// Name in addresses.
    #[config(length(..=40), pattern("^[a-zA-Z0-9_-]*$"))]
    pub uid: Option<String>,
    /// Title.
    #[config(length(1..))]
    pub title: String,
    /// What it shows.
    pub description: Option<String>,
    /// Tags.
    #[config(default = [])]
    pub tags: Vec<String>,
    /// Version of this layout.
    #[config(rename = "schemaVersion", range(1..))]
    pub schema_version: Option<u32>,
    /// How often it was saved.
    pub version: Option<u64>,
    /// How often it is shown anew, such as `30s`, or false.
    pub refresh: Option<AnyValue>,
    /// The time that is shown.
    pub time: Option<TimeWindow>,
    /// The time zone: `browser`, `utc` or a name.
    pub timezone: Option<String>,
    /// Whether it can be changed.
    pub editable: Option<bool>,
    /// Whether the cursor is shown in all panels.
    #[config(rename = "graphTooltip", range(..=2))]
    pub graph_tooltip: Option<u8>,
    /// The panels.
    #[config(default = [])]
    pub panels: Vec<Panel>,
    /// The variables.
    #[config(default)]
    pub templating: Templating,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The time that is shown.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct TimeWindow {
    /// Begin, such as `now-6h`.
    #[config(default = "now-6h", length(1..))]
    pub from: String,
    /// End, such as `now`.
    #[config(default = "now", length(1..))]
    pub to: String,
}

/// The variables of a dashboard.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Templating {
    /// The variables.
    #[config(default = [])]
    pub list: Vec<Variable>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Variable {
    /// Name.
    #[config(pattern("^[a-zA-Z0-9_]+$"))]
    pub name: String,
    /// Sort, such as `query`, `custom`, `datasource` or `interval`.
    #[config(length(1..))]
    pub r#type: String,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A panel, or a row of panels.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Panel {
    /// Number, unique in the dashboard.
    pub id: Option<i64>,
    /// Sort, such as `timeseries`, `stat`, `row` or `text`.
    pub r#type: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where data comes from.
    pub datasource: Option<AnyValue>,
    /// Where it stands.
    #[config(rename = "gridPos")]
    pub grid_pos: Option<GridPosition>,
    /// What is asked for.
    #[config(default = [])]
    pub targets: Vec<Target>,
    /// The panels of a row that is folded.
    #[config(default = [], recursive)]
    pub panels: Vec<Panel>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where a panel stands, in a grid of 24 columns.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.x.saturating_add(self.w) <= 24, "x and w together must not exceed the 24 columns of the grid"),
)]
pub struct GridPosition {
    /// First column.
    #[config(default = 0, range(..24))]
    pub x: u32,
    /// First line.
    #[config(default = 0)]
    pub y: u32,
    /// Columns.
    #[config(default = 12, range(1..=24))]
    pub w: u32,
    /// Lines.
    #[config(default = 9, range(1..))]
    pub h: u32,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What a panel asks for.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Target {
    /// Name, unique in the panel.
    #[config(rename = "refId")]
    pub ref_id: Option<String>,
    /// The expression, for Prometheus and Loki.
    pub expr: Option<String>,
    /// Where data comes from, if it is another place than the panel's.
    pub datasource: Option<AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
