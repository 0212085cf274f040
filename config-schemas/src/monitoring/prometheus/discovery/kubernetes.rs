//! Objects of Kubernetes.

use config_core::ServiceConfig;

use crate::monitoring::http::HttpClient;

/// Objects of Kubernetes.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!(self.kubeconfig_file.is_some() && self.api_server.is_some()),
          "kubeconfig_file and api_server cannot both be given"),
    check(self.kubeconfig_file.is_none() || is_default(&self.http),
          "settings of the HTTP client cannot be combined with kubeconfig_file"),
    check(self.kubeconfig_file.is_some() || self.api_server.is_some() || is_default(&self.http),
          "settings of the HTTP client need the URL of the api_server"),
    check(self.api_server.is_none() || !own_namespace(&self.namespaces),
          "api_server and namespaces.own_namespace cannot both be given"),
    check(self.kubeconfig_file.is_none() || !own_namespace(&self.namespaces),
          "kubeconfig_file and namespaces.own_namespace cannot both be given"),
    check(selectable(&self.selectors, self.role),
          "a role supports only selectors of its own objects: pod also of node; endpoints and endpointslice also of pod and service"),
)]
pub struct Kubernetes {
    /// What is looked for.
    pub role: KubernetesRole,
    /// Address of the API server; that of the cluster around the server by default.
    #[config(length(1..))]
    pub api_server: Option<String>,
    /// A file with access to a cluster.
    pub kubeconfig_file: Option<String>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
    /// Which namespaces are looked at; all by default.
    pub namespaces: Option<Namespaces>,
    /// Which objects are looked at; all by default.
    #[config(default = [], validate(each_role_once))]
    pub selectors: Vec<KubernetesSelector>,
    /// What is added to targets.
    pub attach_metadata: Option<AttachMetadata>,
}

fn own_namespace(namespaces: &Option<Namespaces>) -> bool {
    namespaces.as_ref().is_some_and(|namespaces| namespaces.own_namespace)
}

fn selectable(selectors: &[KubernetesSelector], role: KubernetesRole) -> bool {
    selectors.iter().all(|selector| role.selectable().contains(&selector.role))
}

/// Whether the client has no settings of its own.
fn is_default(http: &HttpClient) -> bool {
    http.basic_auth.is_none()
        && http.authorization.is_none()
        && http.oauth2.is_none()
        && http.bearer_token.is_none()
        && http.bearer_token_file.is_none()
        && http.tls_config.is_none()
        && http.proxy_url.is_none()
        && !http.proxy_from_environment
        && http.follow_redirects
        && http.enable_http2
        && http.http_headers.is_empty()
}

/// A sort of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "lowercase")]
pub enum KubernetesRole {
    /// Nodes.
    Node,
    /// Services.
    Service,
    /// Pods.
    Pod,
    /// Endpoints.
    Endpoints,
    /// Slices of endpoints.
    EndpointSlice,
    /// Ingresses.
    Ingress,
}

impl KubernetesRole {
    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Service => "service",
            Self::Pod => "pod",
            Self::Endpoints => "endpoints",
            Self::EndpointSlice => "endpointslice",
            Self::Ingress => "ingress",
        }
    }

    /// The sorts of objects that can be selected when this one is looked for.
    #[must_use]
    pub const fn selectable(self) -> &'static [KubernetesRole] {
        match self {
            Self::Pod => &[Self::Pod, Self::Node],
            Self::Service => &[Self::Service],
            Self::Endpoints => &[Self::Pod, Self::Service, Self::Endpoints],
            Self::EndpointSlice => &[Self::Pod, Self::Service, Self::EndpointSlice],
            Self::Node => &[Self::Node],
            Self::Ingress => &[Self::Ingress],
        }
    }
}

/// Which namespaces are looked at.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Namespaces {
    /// Whether the server's own one is.
    #[config(default = false)]
    pub own_namespace: bool,
    /// Their names.
    #[config(default = [])]
    pub names: Vec<String>,
}

/// Which objects are looked at.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KubernetesSelector {
    /// The sort of objects that is selected.
    pub role: KubernetesRole,
    /// Labels, such as `app=vllm` or `app in (a,b)`.
    #[config(validate(label_selector))]
    pub label: Option<String>,
    /// Fields, such as `metadata.name=x`.
    #[config(validate(field_selector))]
    pub field: Option<String>,
}

/// What is added to targets.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AttachMetadata {
    /// Labels of the node.
    #[config(default = false)]
    pub node: bool,
    /// Labels of the namespace.
    #[config(default = false, since = "3.6")]
    pub namespace: bool,
}

fn each_role_once(selectors: &[KubernetesSelector]) -> Result<(), String> {
    for (index, selector) in selectors.iter().enumerate() {
        if selectors[..index].iter().any(|other| other.role == selector.role) {
            return Err(format!("duplicated selector role: {}", selector.role.name()));
        }
    }
    Ok(())
}

/// Terms are separated by commas; each is `name=value`, `name==value` or `name!=value`.
fn field_selector(selector: &Option<String>) -> Result<(), String> {
    let Some(selector) = selector else { return Ok(()) };
    for term in selector.split(',').filter(|term| !term.is_empty()) {
        match term.split_once('=') {
            Some((name, _)) if !name.trim_end_matches('!').is_empty() => {}
            _ => return Err(format!("the field selector is not valid: {term} is no name=value")),
        }
    }
    Ok(())
}

/// Terms are separated by commas outside of parentheses: `a`, `!a`, `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`.
fn label_selector(selector: &Option<String>) -> Result<(), String> {
    let Some(selector) = selector else { return Ok(()) };
    let mut rest = selector.trim();
    while !rest.is_empty() {
        let end = match (rest.find(','), rest.find('(')) {
            (Some(comma), Some(open)) if open < comma => match rest.find(')') {
                Some(close) => rest[close..].find(',').map_or(rest.len(), |comma| close + comma),
                None => return Err("the label selector is not valid: a parenthesis is not closed".to_owned()),
            },
            (Some(comma), _) => comma,
            (None, _) => rest.len(),
        };
        let term = rest[..end].trim();
        let name: String =
            term.trim_start_matches('!').chars().take_while(|letter| is_label_character(*letter)).collect();
        let operator = term.trim_start_matches('!')[name.len()..].trim_start();
        let fits = operator.is_empty()
            || operator.starts_with(['=', '>', '<'])
            || operator.starts_with("!=")
            || ((operator.starts_with("in") || operator.starts_with("notin")) && operator.ends_with(')'));
        if name.is_empty() || !fits {
            return Err(format!("the label selector is not valid: {term} cannot be understood"));
        }
        rest = rest[end..].trim_start_matches(',').trim_start();
    }
    Ok(())
}

fn is_label_character(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_./".contains(letter)
}
