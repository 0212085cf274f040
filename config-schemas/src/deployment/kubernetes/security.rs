//! What a pod and its containers may do.

use config_core::{AnyValue, ServiceConfig};

/// What a pod may do.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct PodSecurity {
    /// Whether programs must not run as root.
    pub run_as_non_root: Option<bool>,
    /// Number of the user.
    #[config(range(0..))]
    pub run_as_user: Option<i64>,
    /// Number of the group.
    #[config(range(0..))]
    pub run_as_group: Option<i64>,
    /// Group that owns volumes.
    #[config(range(0..))]
    pub fs_group: Option<i64>,
    /// When the owner of volumes is changed.
    pub fs_group_change_policy: Option<FsGroupChangePolicy>,
    /// Further groups.
    #[config(default = [])]
    pub supplemental_groups: Vec<i64>,
    /// How further groups are found; kept as written.
    pub supplemental_groups_policy: Option<String>,
    /// Calls of the system that are allowed.
    pub seccomp_profile: Option<SeccompProfile>,
    /// Profile of AppArmor; kept as written.
    pub app_armor_profile: Option<AnyValue>,
    /// Labels of SELinux.
    pub se_linux_options: Option<SeLinuxOptions>,
    /// How labels of SELinux are changed; kept as written.
    pub se_linux_change_policy: Option<String>,
    /// Settings of the kernel.
    #[config(default = [])]
    pub sysctls: Vec<Sysctl>,
    /// Options of Windows; kept as written.
    pub windows_options: Option<AnyValue>,
}

/// A setting of the kernel.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Sysctl {
    /// Its name.
    #[config(length(..=253), pattern("^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"))]
    pub name: String,
    /// Its value.
    #[config(default = "")]
    pub value: String,
}

/// Labels of SELinux.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SeLinuxOptions {
    /// User.
    pub user: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Type.
    pub r#type: Option<String>,
    /// Level.
    pub level: Option<String>,
}

/// How `/proc` is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum ProcMount {
    /// As the runtime does.
    Default,
    /// Nothing of it is hidden.
    Unmasked,
}

/// When the owner of volumes is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum FsGroupChangePolicy {
    /// At every start.
    Always,
    /// If the root of the volume has another.
    OnRootMismatch,
}

/// What a container may do.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.privileged != Some(true) || self.allow_privilege_escalation != Some(false),
          "a privileged container cannot forbid privilege escalation", code = "K8S-042"),
    check(self.run_as_non_root != Some(true) || self.run_as_user != Some(0),
          "runAsNonRoot excludes runAsUser 0", code = "K8S-042"),
)]
pub struct ContainerSecurity {
    /// Whether programs must not run as root.
    pub run_as_non_root: Option<bool>,
    /// Number of the user.
    #[config(range(0..))]
    pub run_as_user: Option<i64>,
    /// Number of the group.
    #[config(range(0..))]
    pub run_as_group: Option<i64>,
    /// Whether nothing but volumes can be written.
    pub read_only_root_filesystem: Option<bool>,
    /// Whether programs may gain rights.
    pub allow_privilege_escalation: Option<bool>,
    /// Whether the container has all rights of the node.
    pub privileged: Option<bool>,
    /// Rights beyond and below the usual ones.
    pub capabilities: Option<Capabilities>,
    /// Calls of the system that are allowed.
    pub seccomp_profile: Option<SeccompProfile>,
    /// How `/proc` is mounted.
    pub proc_mount: Option<ProcMount>,
    /// Profile of AppArmor; kept as written.
    pub app_armor_profile: Option<AnyValue>,
    /// Labels of SELinux.
    pub se_linux_options: Option<SeLinuxOptions>,
    /// Options of Windows; kept as written.
    pub windows_options: Option<AnyValue>,
}

/// Rights beyond and below the usual ones.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Capabilities {
    /// Rights to add.
    #[config(default = [])]
    pub add: Vec<String>,
    /// Rights to take away.
    #[config(default = [])]
    pub drop: Vec<String>,
}

/// Calls of the system that are allowed.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check((self.kind == SeccompType::Localhost) == self.localhost_profile.is_some(),
          "localhostProfile goes with the type Localhost, and only with it", code = "K8S-042"),
)]
pub struct SeccompProfile {
    /// Where the profile comes from.
    #[config(rename = "type")]
    pub kind: SeccompType,
    /// File of the profile on the node.
    pub localhost_profile: Option<String>,
}

/// Where a profile comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum SeccompType {
    /// The usual one of the runtime.
    RuntimeDefault,
    /// A file on the node.
    Localhost,
    /// None.
    Unconfined,
}
