//! One container of a pod.

use config_core::{AnyValue, ServiceConfig};

use super::{
    ContainerSecurity, EnvironmentValue, ExecAction, HttpGetAction, ObjectReference, PortName, Probe,
    Protocol, ResourceRequirements, RestartPolicy, StrictText, TcpSocketAction, ValueSource,
};
use crate::value::DnsLabel;

/// One container of a pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.liveness_probe.as_ref().is_none_or(|probe| probe.success_threshold <= 1),
          "successThreshold of a liveness probe is 1", code = "K8S-037"),
    check(self.startup_probe.as_ref().is_none_or(|probe| probe.success_threshold <= 1),
          "successThreshold of a startup probe is 1", code = "K8S-037"),
    check(self.readiness_probe.as_ref().is_none_or(|probe| probe.termination_grace_period_seconds.is_none()),
          "a readiness probe has no terminationGracePeriodSeconds", code = "K8S-037"),
    check(self.image.as_deref().is_some_and(|image| !image.is_empty()), "a container has an image"),
    check(self.is_privileged() || !self.volume_mounts.iter().any(VolumeMount::is_shared_both_ways),
          "the mountPropagation Bidirectional needs a privileged container", code = "K8S-042"),
    check(self.named_ports_exist(), "a probe names a port that the container does not have", code = "K8S-039"),
)]
pub struct Container {
    /// Name, unique in the pod.
    pub name: DnsLabel,
    /// Image. The server refuses a container without one, though its schema does not.
    pub image: Option<String>,
    /// When the image is fetched.
    pub image_pull_policy: Option<PullPolicy>,
    /// Program, in place of the image's.
    #[config(default = [])]
    pub command: Vec<StrictText>,
    /// Arguments, in place of the image's.
    #[config(default = [])]
    pub args: Vec<StrictText>,
    /// Directory in which the program starts.
    pub working_dir: Option<String>,
    /// Ports that it opens.
    #[config(default = [], validate(port_names))]
    pub ports: Vec<ContainerPort>,
    /// Variables.
    #[config(default = [])]
    pub env: Vec<EnvironmentVariable>,
    /// Objects all of whose keys are variables.
    #[config(default = [])]
    pub env_from: Vec<EnvironmentFrom>,
    /// What it asks of the node.
    #[config(default)]
    pub resources: ResourceRequirements,
    /// What happens when resources change; kept as written.
    pub resize_policy: Option<AnyValue>,
    /// Whether it is started again.
    pub restart_policy: Option<RestartPolicy>,
    /// When it is started again; kept as written.
    pub restart_policy_rules: Option<AnyValue>,
    /// Where volumes stand.
    #[config(default = [], validate(mount_paths))]
    pub volume_mounts: Vec<VolumeMount>,
    /// Volumes as devices; kept as written.
    pub volume_devices: Option<AnyValue>,
    /// Whether it works; it is started again if not.
    pub liveness_probe: Option<Probe>,
    /// Whether it can serve.
    pub readiness_probe: Option<Probe>,
    /// Whether it has started; the others wait for it.
    pub startup_probe: Option<Probe>,
    /// What happens at its start and before its end.
    pub lifecycle: Option<Lifecycle>,
    /// File that says why it ended.
    pub termination_message_path: Option<String>,
    /// What is said when that file is empty.
    pub termination_message_policy: Option<MessagePolicy>,
    /// What it may do.
    pub security_context: Option<ContainerSecurity>,
    /// Whether it has an input.
    pub stdin: Option<bool>,
    /// Whether the input ends with the first that was attached.
    pub stdin_once: Option<bool>,
    /// Whether it has a terminal.
    pub tty: Option<bool>,
    /// Container that an ephemeral one looks at.
    pub target_container_name: Option<String>,
}

impl Container {
    /// Whether it ends, and so has nothing that goes with a container that is kept running.
    pub(super) fn is_fit_to_initialize(&self) -> bool {
        let kept = [
            self.liveness_probe.is_some(),
            self.readiness_probe.is_some(),
            self.startup_probe.is_some(),
            self.lifecycle.is_some(),
        ];
        self.restart_policy == Some(RestartPolicy::Always) || !kept.contains(&true)
    }

    fn is_privileged(&self) -> bool {
        self.security_context.as_ref().and_then(|context| context.privileged) == Some(true)
    }

    fn named_ports_exist(&self) -> bool {
        [&self.liveness_probe, &self.readiness_probe, &self.startup_probe].into_iter().flatten().all(
            |probe| {
                let port = match (&probe.http_get, &probe.tcp_socket) {
                    (Some(get), _) => &get.port,
                    (_, Some(socket)) => &socket.port,
                    _ => return true,
                };
                match port {
                    PortName::Number(_) => true,
                    PortName::Name(name) => self.ports.iter().any(|port| port.name.as_deref() == Some(name)),
                }
            },
        )
    }
}

fn port_names(ports: &[ContainerPort]) -> Result<(), String> {
    let mut seen: Vec<&str> = Vec::new();
    for name in ports.iter().filter_map(|port| port.name.as_deref()) {
        if seen.contains(&name) {
            return Err(format!("two ports are called {name}"));
        }
        seen.push(name);
    }
    Ok(())
}

fn mount_paths(mounts: &[VolumeMount]) -> Result<(), String> {
    let mut seen: Vec<&str> = Vec::new();
    for mount in mounts {
        if seen.contains(&mount.mount_path.as_str()) {
            return Err(format!("two volumes are mounted at {}", mount.mount_path));
        }
        seen.push(&mount.mount_path);
    }
    Ok(())
}

/// What is said of the end of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum MessagePolicy {
    /// What its file says.
    File,
    /// The end of the log if the file is empty.
    FallbackToLogsOnError,
}

/// When an image is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PullPolicy {
    /// At every start.
    Always,
    /// If the node does not have it.
    IfNotPresent,
    /// Never.
    Never,
}

/// A port that a container opens.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ContainerPort {
    /// Name, unique in the pod.
    #[config(validate(port_name))]
    pub name: Option<String>,
    /// Number.
    #[config(range(1..))]
    pub container_port: u16,
    /// Protocol.
    #[config(default = "TCP")]
    pub protocol: Protocol,
    /// Port of the node; 0 is none.
    pub host_port: Option<u16>,
    /// Address of the node.
    #[config(rename = "hostIP")]
    pub host_address: Option<String>,
}

fn port_name(name: &Option<String>) -> Result<(), &'static str> {
    match name.as_deref().and_then(PortName::name_problem) {
        Some(problem) => Err(problem),
        None => Ok(()),
    }
}

/// A variable.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.value.as_ref().is_none_or(EnvironmentValue::is_empty) || self.value_from.is_none(),
          "a variable has either a value or a valueFrom"),
)]
pub struct EnvironmentVariable {
    /// Name.
    #[config(length(1..), validate(variable_name))]
    pub name: StrictText,
    /// Value.
    pub value: Option<EnvironmentValue>,
    /// Where the value comes from: a field, a resource, a config map or a secret.
    pub value_from: Option<ValueSource>,
}

fn variable_name(name: &StrictText) -> Result<(), &'static str> {
    match name.as_str().chars().all(|letter| matches!(letter, ' '..='~') && letter != '=') {
        true => Ok(()),
        false => Err("the name of a variable is printable ASCII without an equals sign"),
    }
}

/// An object all of whose keys are variables.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.config_map_ref.is_some() != self.secret_ref.is_some(),
          "envFrom has exactly one of configMapRef and secretRef"),
)]
pub struct EnvironmentFrom {
    /// Beginning of the variables' names.
    pub prefix: Option<String>,
    /// A config map.
    pub config_map_ref: Option<ObjectReference>,
    /// A secret.
    #[config(not_secret)]
    pub secret_ref: Option<ObjectReference>,
}

/// Where a volume stands in a container.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.sub_path.is_none() || self.sub_path_expr.is_none(), "a mount has either a subPath or a subPathExpr"),
)]
pub struct VolumeMount {
    /// Name of the volume.
    pub name: DnsLabel,
    /// Path in the container.
    #[config(length(1..))]
    pub mount_path: String,
    /// Path inside of the volume. Such a mount never sees changes of a config map.
    #[config(validate(inside))]
    pub sub_path: Option<String>,
    /// The same with variables.
    pub sub_path_expr: Option<String>,
    /// Whether it can only be read.
    pub read_only: Option<bool>,
    /// Whether mounts below it can only be read as well.
    pub recursive_read_only: Option<RecursiveReadOnly>,
    /// Whether later mounts are seen.
    pub mount_propagation: Option<MountPropagation>,
    /// How it is mounted; kept as written.
    pub bind_mount_options: Option<AnyValue>,
}

fn inside(path: &Option<String>) -> Result<(), &'static str> {
    let outside = |path: &String| path.starts_with('/') || path.split('/').any(|part| part == "..");
    match path.as_ref().is_some_and(outside) {
        true => Err("the path is relative, without .. in it"),
        false => Ok(()),
    }
}

impl VolumeMount {
    fn is_shared_both_ways(&self) -> bool {
        self.mount_propagation == Some(MountPropagation::Bidirectional)
    }
}

/// Whether mounts below a volume can only be read as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum RecursiveReadOnly {
    /// They stay as they are.
    Disabled,
    /// If the runtime can.
    IfPossible,
    /// Always.
    Enabled,
}

/// Whether later mounts are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum MountPropagation {
    /// They are not.
    None,
    /// Those of the node.
    HostToContainer,
    /// Those of the node, and those of the container on the node.
    Bidirectional,
}

/// What happens at a container's start and before its end.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Lifecycle {
    /// Right after the start.
    pub post_start: Option<Handler>,
    /// Before the end.
    pub pre_stop: Option<Handler>,
    /// Signal that ends it.
    pub stop_signal: Option<String>,
}

/// What is done. Exactly one way is given.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.ways() == 1, "a handler has exactly one of exec, httpGet, tcpSocket and sleep"),
)]
pub struct Handler {
    /// A command in the container.
    pub exec: Option<ExecAction>,
    /// A request over HTTP.
    pub http_get: Option<HttpGetAction>,
    /// A connection.
    pub tcp_socket: Option<TcpSocketAction>,
    /// Nothing, for a while.
    pub sleep: Option<Sleep>,
}

impl Handler {
    fn ways(&self) -> usize {
        [self.exec.is_some(), self.http_get.is_some(), self.tcp_socket.is_some(), self.sleep.is_some()]
            .into_iter()
            .filter(|given| *given)
            .count()
    }
}

/// Nothing, for a while.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Sleep {
    /// How long.
    #[config(range(0..), unit = "seconds")]
    pub seconds: i64,
}
