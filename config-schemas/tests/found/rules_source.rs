//! Files of rules against what `model/rulefmt` and `text/template` say.

use super::{accepted, check, told};

fn file(rule: &str) -> String {
    format!("groups:\n- name: g\n  rules:\n  - {{{rule}}}\n")
}

#[test]
fn what_the_server_takes() {
    for rule in [
        // No time and none given are the same, and texts of recording rules are no templates.
        "record: a:b, expr: up, for: 0s, keep_firing_for: 0s, labels: {a: '{{ '}",
        "alert: A, expr: up, annotations: {a: 'braces }} alone'}",
        "alert: A, expr: up, annotations: {a: '{{ \"}}\" }} {{/* {{ */}} {{- $value | humanize -}}'}",
        "alert: A, expr: up, labels: {a: '{{ with query \"up\" }}{{ . | first | value }}{{ end }}'}",
    ] {
        accepted("prometheus-rules", &file(rule));
    }
}

#[test]
fn what_the_server_refuses() {
    for (rule, expected) in [
        (
            "alert: A, expr: up, annotations: {a: '{{ $lables.x }}'}",
            "CFG0303 groups[0].rules[0].annotations.a 4:43",
        ),
        (
            "alert: A, expr: up, annotations: {a: b, c: '{{ if true }}x'}",
            "CFG0303 groups[0].rules[0].annotations.c 4:49",
        ),
        ("alert: A, expr: up, labels: {a: '{{ humanise 1 }}'}", "CFG0303 groups[0].rules[0].labels.a 4:38"),
        ("alert: A, expr: up, labels: {a: '{{ end }}'}", "CFG0303 groups[0].rules[0].labels.a 4:38"),
        ("alert: A, expr: 'up{a=\"b\" or c=\"d\"}'", "CFG0303 groups[0].rules[0].expr 4:22"),
    ] {
        assert_eq!(told(&check("prometheus-rules", &file(rule))), [format!("error {expected}")], "{rule}");
    }
    let report = check("prometheus-rules", &file("alert: A, expr: up, labels: {a: '{{ humanise 1 }}'}"));
    assert!(report.to_string().contains("did you mean humanize?"), "{report}");
}
