//! Dashboards of Grafana.

use super::check;

/// Exports of other sorts are no files for a directory of dashboards (`Dashboard title cannot be empty`); they are told apart.
#[test]
fn other_forms_are_named() {
    let told = |text: &str| check("grafana-dashboard", text).findings()[0].message().to_owned();
    assert!(
        told("{\"dashboard\": {\"title\": \"t\", \"panels\": []}, \"overwrite\": true}")
            .contains("a request")
    );
    let resource = "{\"apiVersion\": \"dashboard.grafana.app/v2beta1\", \"kind\": \"Dashboard\", \"spec\": {\"title\": \"t\"}}";
    assert!(told(resource).contains("as a resource"));
    assert!(told("{\"panels\": []}").contains("missing key title"));
}
