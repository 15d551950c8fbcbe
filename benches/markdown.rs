//! A long answer through the drawing of Markdown, a token at a time.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use mcp_chat::markdown::Markdown;
use mcp_chat::ui::Theme;

/// A page with all that is drawn, in 300 tokens or so.
const PAGE: &str = "## Ventas\n\nEn **Ventas** trabajan *tres* personas, como dice [la lista](https://x.example/l):\n\n\
    - Ana García, que lleva las cuentas de los clientes del norte\n- Luis\n\n\
    | nombre | puesto | sueldo |\n|---|---|---|\n| Ana García | Contadora | 2.100,50 |\n| Luis | Jefe | 950 |\n\n\
    ```sql\nSELECT nombre FROM empleados WHERE departamento = 'Ventas'; -- todos\n```\n\n";

fn main() {
    divan::main();
}

/// Bar: 10,000 tokens a second.
#[divan::bench(sample_count = 20)]
fn two_megabytes(bencher: Bencher<'_, '_>) {
    let text = PAGE.repeat(2_000_000 / PAGE.len());
    let letters: Vec<char> = text.chars().collect();
    let tokens: Vec<String> = letters.chunks(4).map(|token| token.iter().collect()).collect();
    bencher.counter(ItemsCount::new(tokens.len())).bench(|| {
        let mut markdown = Markdown::new(80, 0, Theme::new(true));
        let mut printed = 0;
        for token in &tokens {
            printed += markdown.push(token).len();
        }
        black_box(printed + markdown.finish().len())
    });
}
