//! slices of graphics processors exist

use config_core::Severity;

use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-077-A",
    Severity::Error,
    "a slice of a graphics processor is one that the node pool is cut into",
    "ours: nvidia.com/mig-* against mig_profiles",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let Some(settings) = platform.settings() else { return };
    for entry in platform.services() {
        let Some(profile) = slice(entry) else { continue };
        let Some(name) = &entry.configuration.run().node_pool else { continue };
        let Some(gpu) = settings.node_pools.get(name).and_then(|pool| pool.gpu.as_ref()) else { continue };
        if !gpu.mig_profiles.iter().any(|known| known.replace('+', ".") == profile) {
            let known = gpu.mig_profiles.iter().map(String::as_str);
            let help = match crate::native::nearest(profile, known) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None if gpu.mig_profiles.is_empty() => {
                    "name it in mig_profiles, or ask for whole processors".to_owned()
                }
                None => format!("it is cut into {}", gpu.mig_profiles.join(", ")),
            };
            findings
                .add(entry, "resources.gpu_resource", format!("{name} has no slices {profile}"), help)
                .and_setting(&format!("node_pools[\"{name}\"].gpu"));
        }
    }
}

/// The profile of the slices that a service asks for, if it asks for slices.
pub(super) fn slice(entry: &Entry) -> Option<&str> {
    let resources = entry.service().resources.as_ref().filter(|resources| resources.gpus > 0)?;
    resources.gpu_resource.strip_prefix("nvidia.com/mig-")
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn slices_exist() {
        let facts = (
            "platform.yaml",
            "node_pools:\n  a: {nodes: 1, gpu: {count: 1, memory_gib: 80, mig_profiles: [3g.40gb]}}\n",
        );
        let server = |profile: &str| {
            format!(
                "name: q\nkind: vllm\nowner: t\nrun: {{node_pool: a, replicas: 2}}\nresources: {{gpus: 1, gpu_resource: nvidia.com/mig-{profile}}}\n"
            )
        };
        // Two slices are not two processors.
        rule("GPU-077", &[facts, ("q.yaml", &server("3g.40gb"))], &[], &[]);
        rule(
            "GPU-077-A",
            &[facts, ("q.yaml", &server("3g.40gb"))],
            &[facts, ("q.yaml", &server("2g.20gb"))],
            &["q.yaml:5:36 platform.yaml:2:17"],
        );
    }
}
