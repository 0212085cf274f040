//! images are pinned in production

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule =
    Rule::new("IMG-044", Severity::Error, "images are pinned in production", "ours", check);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if !platform.is_production() {
        return;
    }
    for entry in platform.services() {
        if let Some(image) = &entry.service().image
            && image.floats()
        {
            let message = format!("the image {image} of {} may be another one tomorrow", entry.name());
            findings.add(entry, "image", message, "name a version, better a digest");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn images_are_pinned() {
        rule(
            "IMG-044",
            &[("a.yaml", "name: a\nkind: other\nowner: t\nimage: redis:7.4.1\n")],
            &[("a.yaml", "name: a\nkind: other\nowner: t\nimage: redis:latest\n")],
            &["a.yaml:4:8"],
        );
    }
}
