//! Templates of Go in texts: their syntax, as `text/template` parses it before anything is known of the values.

mod lex;
mod parse;

/// Functions that every template knows.
const EVERYWHERE: &[&str] = &[
    "and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not", "or", "print",
    "printf", "println", "slice", "urlquery",
];

/// Functions that rules of Prometheus know besides.
const RULES: &[&str] = &[
    "args",
    "externalURL",
    "first",
    "graphLink",
    "humanize",
    "humanize1024",
    "humanizeDuration",
    "humanizePercentage",
    "humanizeTimestamp",
    "label",
    "match",
    "now",
    "parseDuration",
    "pathPrefix",
    "query",
    "reReplaceAll",
    "safeHtml",
    "sortByLabel",
    "stripDomain",
    "stripPort",
    "strvalue",
    "tableLink",
    "title",
    "toDuration",
    "toLower",
    "toTime",
    "toUpper",
    "urlQueryEscape",
    "value",
];

/// Variables that rules of Prometheus begin with.
const RULE_VARIABLES: &[&str] = &["$", "$labels", "$externalLabels", "$externalURL", "$value"];

/// Whether a text is a template that rules of Prometheus take.
///
/// # Errors
///
/// What is wrong with it, in one clause.
pub(crate) fn rule(text: &str) -> Result<(), String> {
    if !text.contains("{{") {
        return Ok(());
    }
    let is_known = |name: &str| EVERYWHERE.contains(&name) || RULES.contains(&name);
    parse::check(&lex::tokens(text)?, &is_known, RULE_VARIABLES).map_err(|problem| {
        let (before, name) = problem.split_once("function ").unwrap_or_default();
        let names = || EVERYWHERE.iter().chain(RULES).copied();
        let wrong = name.split_whitespace().next().unwrap_or_default();
        match crate::native::nearest(wrong, names()).filter(|_| before.is_empty() && !wrong.is_empty()) {
            Some(nearest) => format!("{problem}; did you mean {nearest}?"),
            None => problem,
        }
    })
}

/// Whether each `{{` of a text has its `}}`. What stands between them is not looked at.
pub(crate) fn is_closed(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        match after.split_once("}}") {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::rule;

    #[test]
    fn takes_what_go_takes() {
        for text in [
            "plain }} text",
            "{{ $labels.instance }} is {{ $value | humanize }}",
            "{{- .Value -}}",
            "{{/* a }} comment */}}",
            "{{ \"}}\" }}{{ `}}` }}",
            "{{ if gt $value 1.5 }}a{{ else if true }}b{{ else }}c{{ end }}",
            "{{ range $i, $x := query \"up\" }}{{ $i }}{{ .Labels.a }}{{ break }}{{ else }}none{{ end }}",
            "{{ with $x := 1 }}{{ $x }}{{ end }}",
            "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
            "{{ define \"x\" }}y{{ end }}{{ template \"x\" . }}{{ block \"z\" . }}{{ end }}",
            "{{ (index $labels \"a\").b | printf \"%s\" }}",
            "{{ with query \"up\" }}{{ . | first | value }}{{ end }}",
            "{{ 'a' }}{{ -1 }}{{ 0x1F }}{{ nil | print }}",
            "{{ printf \"%.2f\" (humanize 1) }}",
        ] {
            assert_eq!(rule(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn refuses_what_go_refuses() {
        for (text, problem) in [
            ("{{ $labels.x ", "a {{ has no }}"),
            ("{{ $lables.x }}", "the variable $lables is not defined"),
            ("{{ humanise $value }}", "function humanise is not defined; did you mean humanize?"),
            ("{{ if }}x{{ end }}", "a value is missing"),
            ("{{ if true }}x", "an if, range, with or define has no end"),
            ("{{ end }}", "an end ends nothing"),
            ("{{ else }}", "an else belongs to nothing"),
            ("{{ }}", "a value is missing"),
            ("{{ (1 }}", "a bracket is not closed"),
            ("{{ 1) }}", "a bracket is closed that was not opened"),
            ("{{ 'a }}", "a character is not closed"),
            ("{{ \"a }}", "a quote is not closed"),
            ("{{ $labels[\"a\"] }}", "[ cannot stand there"),
            ("{{ 1 | 2 }}", "after | comes a value that is no function"),
            ("{{ /* a */ }}", "/ cannot stand there"),
            ("{{ with $x := 1 }}{{ end }}{{ $x }}", "the variable $x is not defined"),
            ("{{ break }}", "break and continue belong into range"),
            ("{{ template x }}", "template needs a name in quotes"),
            ("{{ $x = 1 }}", "the variable $x is not defined"),
        ] {
            assert_eq!(rule(text).unwrap_err(), problem, "{text}");
        }
    }
}
