//! The change log as events of `tracing`, under the feature of that name.

use super::audit::AuditEvent;

/// Hands an event to `tracing`: refusals, rollbacks and panics as warnings, the rest as information. Paths are told, values
/// are not.
#[cfg(feature = "tracing")]
pub(super) fn trace(event: &AuditEvent) {
    use super::audit::AuditKind;
    let paths: Vec<&str> = event.changes.iter().map(|change| change.path()).take(20).collect();
    let first = event.report.errors().next();
    let told = first.map(crate::Finding::title);
    let reason = event.note.as_deref().or(told.as_deref()).unwrap_or_default();
    let fingerprint = format!("{:016x}", event.fingerprint);
    macro_rules! tell {
        ($level:ident) => {
            tracing::$level!(
                target: "config_core::manager",
                event = event.kind.name(),
                cause = event.cause.name(),
                config.generation = event.generation,
                config.fingerprint = fingerprint.as_str(),
                changes = event.changes.len(),
                paths = paths.join(",").as_str(),
                code = first.map(|finding| finding.code().as_str()).unwrap_or_default(),
                "configuration {}{}{reason}",
                event.kind.name(),
                if reason.is_empty() { "" } else { ": " },
            )
        };
    }
    match event.kind {
        AuditKind::Rejected | AuditKind::Vetoed | AuditKind::RolledBack | AuditKind::Panicked => tell!(warn),
        AuditKind::Loaded | AuditKind::Held | AuditKind::Swapped | AuditKind::Proven => tell!(info),
    }
}

#[cfg(not(feature = "tracing"))]
pub(super) fn trace(_: &AuditEvent) {}
