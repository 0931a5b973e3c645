"""LaTeX's commands for accents and symbols."""

from types import MappingProxyType

ACCENTS = MappingProxyType(
    {
        "`": "\u0300",
        "'": "\u0301",
        "^": "\u0302",
        "~": "\u0303",
        "=": "\u0304",
        "u": "\u0306",
        ".": "\u0307",
        '"': "\u0308",
        "r": "\u030a",
        "H": "\u030b",
        "v": "\u030c",
        "d": "\u0323",
        "c": "\u0327",
        "k": "\u0328",
    }
)
"""Command → combining character."""

_LETTERS = """ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð th þ
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
    pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"""
_SIGNS = """times × cdot · pm ± mp ∓ div ÷ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ propto ∝ infty ∞
    partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃
    to → rightarrow → leftarrow ← Rightarrow ⇒ Leftrightarrow ⇔ mapsto ↦ circ ° degree ° dots … ldots … cdots ⋯
    textdegree ° textbar | textless < textgreater > textbackslash \\ textasciitilde ~ textemdash — textendash –
    copyright © pounds £ texteuro € euro € S § P ¶ dag † ddag ‡ LaTeX LaTeX TeX TeX"""
_WORDS = f"{_LETTERS} {_SIGNS}".split()

SYMBOLS = MappingProxyType(dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)))
"""Command → text."""
