//! stub
use crate::error::*;
use crate::text::Lang;
use std::path::Path;
use tokio_util::sync::CancellationToken;
use url::Url;
/// x
pub struct Running {
    /// x
    pub server_url: Url,
    /// x
    pub model_url: Option<Url>,
}
impl Running {
    /// x
    pub async fn stop(self) {}
}
/// x
pub struct DemoError;
impl Explain for DemoError {
    fn explain(&self, _: Lang) -> Problem {
        todo!()
    }
}
/// x
pub async fn start(_: &Path, _: bool) -> Result<Running, DemoError> {
    todo!()
}
/// x
pub async fn serve_forever(
    _: &str,
    _: &Path,
    _: CancellationToken,
    _: impl FnOnce(Url),
) -> Result<(), DemoError> {
    todo!()
}
