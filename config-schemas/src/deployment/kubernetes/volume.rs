//! Volumes of a pod.

use config_core::schema::Grammar;
use config_core::{AnyValue, ServiceConfig};

use super::{
    ConfigMapFiles, CsiVolume, DownwardVolume, EphemeralVolume, ImageVolume, NfsVolume, ProjectedVolume,
    SecretFiles,
};
use crate::value::{DnsLabel, Quantity, ValueError, text_type};

/// A volume of a pod. Exactly one source is given; without any it is an empty directory.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.sources() <= 1, "a volume has one source"),
)]
pub struct Volume {
    /// Name, unique in the pod.
    pub name: DnsLabel,
    /// An empty directory that goes with the pod.
    pub empty_dir: Option<EmptyDirectory>,
    /// A config map as files.
    pub config_map: Option<ConfigMapFiles>,
    /// A secret as files.
    #[config(not_secret)]
    pub secret: Option<SecretFiles>,
    /// A claim of storage.
    pub persistent_volume_claim: Option<ClaimReference>,
    /// A directory of the node.
    pub host_path: Option<HostPath>,
    /// Several sources in one.
    pub projected: Option<ProjectedVolume>,
    /// Fields of the pod as files.
    #[config(rename = "downwardAPI")]
    pub downward_api: Option<DownwardVolume>,
    /// A claim that goes with the pod.
    pub ephemeral: Option<EphemeralVolume>,
    /// A driver for storage.
    pub csi: Option<CsiVolume>,
    /// A directory of NFS.
    pub nfs: Option<NfsVolume>,
    /// An image as a directory.
    pub image: Option<ImageVolume>,
    /// Block storage over iSCSI; kept as written.
    pub iscsi: Option<AnyValue>,
    /// Fibre Channel; kept as written.
    pub fc: Option<AnyValue>,
    /// A driver of the old sort; kept as written.
    pub flex_volume: Option<AnyValue>,
    /// A repository. Outdated; kept as written.
    pub git_repo: Option<AnyValue>,
    /// Storage of one of the other clouds and systems; kept as written.
    pub rbd: Option<AnyValue>,
    /// CephFS; kept as written.
    pub cephfs: Option<AnyValue>,
    /// Azure files; kept as written.
    pub azure_file: Option<AnyValue>,
    /// Azure disks; kept as written.
    pub azure_disk: Option<AnyValue>,
    /// Disks of AWS; kept as written.
    pub aws_elastic_block_store: Option<AnyValue>,
    /// Disks of Google; kept as written.
    pub gce_persistent_disk: Option<AnyValue>,
    /// Disks of vSphere; kept as written.
    pub vsphere_volume: Option<AnyValue>,
    /// GlusterFS; kept as written.
    pub glusterfs: Option<AnyValue>,
    /// Cinder; kept as written.
    pub cinder: Option<AnyValue>,
    /// Flocker; kept as written.
    pub flocker: Option<AnyValue>,
    /// Disks of Photon; kept as written.
    pub photon_persistent_disk: Option<AnyValue>,
    /// Portworx; kept as written.
    pub portworx_volume: Option<AnyValue>,
    /// Quobyte; kept as written.
    pub quobyte: Option<AnyValue>,
    /// ScaleIO; kept as written.
    #[config(rename = "scaleIO")]
    pub scale_io: Option<AnyValue>,
    /// StorageOS; kept as written.
    pub storageos: Option<AnyValue>,
}

impl Volume {
    fn sources(&self) -> usize {
        let typed = [
            self.empty_dir.is_some(),
            self.persistent_volume_claim.is_some(),
            self.host_path.is_some(),
            self.config_map.is_some(),
            self.secret.is_some(),
            self.projected.is_some(),
            self.downward_api.is_some(),
            self.ephemeral.is_some(),
            self.csi.is_some(),
            self.nfs.is_some(),
            self.image.is_some(),
        ];
        let kept = [
            &self.iscsi,
            &self.fc,
            &self.flex_volume,
            &self.git_repo,
            &self.rbd,
            &self.cephfs,
            &self.azure_file,
            &self.azure_disk,
            &self.aws_elastic_block_store,
            &self.gce_persistent_disk,
            &self.vsphere_volume,
            &self.glusterfs,
            &self.cinder,
            &self.flocker,
            &self.photon_persistent_disk,
            &self.portworx_volume,
            &self.quobyte,
            &self.scale_io,
            &self.storageos,
        ];
        typed.into_iter().filter(|given| *given).count() + kept.into_iter().flatten().count()
    }
}

/// An empty directory that goes with the pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct EmptyDirectory {
    /// On the disk, or in memory.
    #[config(default = "")]
    pub medium: Medium,
    /// Largest size. In memory it counts towards the limit of memory.
    pub size_limit: Option<Quantity>,
    /// Who may read and write it; kept as written.
    pub mode: Option<AnyValue>,
}

text_type! {
    /// Where an empty directory lies: on the disk of the node (nothing), in memory (`Memory`), in huge pages (`HugePages`), or
    /// in those of one size (`HugePages-2Mi`).
    Medium, "a medium such as Memory",
    Grammar::Any(&[Grammar::OneOf(&["", "Memory", "HugePages"]), Grammar::Pattern("^HugePages-[0-9.+-]")]),
    |text| {
        let sized = text.strip_prefix("HugePages-").is_some_and(|size| size.parse::<Quantity>().is_ok());
        if sized || matches!(text, "" | "Memory" | "HugePages") {
            Ok(())
        } else {
            Err(ValueError::new("is no medium", "write Memory, HugePages or HugePages-2Mi, or nothing for the disk"))
        }
    }
}

/// A claim of storage.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ClaimReference {
    /// Name of the claim.
    #[config(length(1..))]
    pub claim_name: String,
    /// Whether it can only be read.
    pub read_only: Option<bool>,
}

/// A directory or file of the node.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct HostPath {
    /// Its path.
    #[config(length(1..), validate(no_way_up))]
    pub path: String,
    /// What must be there.
    #[config(rename = "type")]
    pub kind: Option<HostPathKind>,
}

fn no_way_up(path: &str) -> Result<(), &'static str> {
    match path.split('/').any(|part| part == "..") {
        true => Err("the path has no .. in it"),
        false => Ok(()),
    }
}

/// What must be at a path of the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum HostPathKind {
    /// Nothing is asked.
    #[config(rename = "")]
    Unset,
    /// A directory, which is made if it is missing.
    DirectoryOrCreate,
    /// A directory.
    Directory,
    /// A file, which is made if it is missing.
    FileOrCreate,
    /// A file.
    File,
    /// A socket.
    Socket,
    /// A device of characters.
    CharDevice,
    /// A device of blocks.
    BlockDevice,
}
