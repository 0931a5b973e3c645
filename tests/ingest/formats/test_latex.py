"""LaTeX: the text without commands, with sections, lists, tables and notes."""

import time

import pytest

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import latex
from tests.ingest.formats import samples

PAPER = r"""\documentclass[a4paper]{article}
\usepackage{graphicx} \newcommand{\x}{secret}
\title{The plan \\ of rents} \author{Ada Kaya\thanks{x} \and Jo Er} \date{2024-03-05}
\begin{document}
\maketitle
\section{Rents} % comment
The \emph{north} pier\footnote{Built in 1921.} costs 450 lira.

\subsection*{Lights}
\begin{table}[h]
\begin{tabular}{l|r} \hline
Town & Lit \\ \hline
Lima \& Co & 1921 \\
\multicolumn{2}{c}{\textbf{Later}} \\
Oslo & 1930 \\
\end{tabular}
\caption{Towns}\label{tab:x}
\end{table}
\end{document} after"""


def read(source: str) -> Extraction:
    """Return the extraction of a source."""
    extraction = latex.read(source.encode(), Limits())
    samples.check(extraction)
    return extraction


def test_sections_rows_and_notes_are_read() -> None:
    extraction = read(PAPER)
    assert (extraction.title, extraction.properties.author) == ("The plan of rents", "Ada Kaya, Jo Er")
    assert extraction.text.split("\n\n") == [
        "Rents",
        "The north pier [1] costs 450 lira.",
        "Lights",
        "Towns; Town: Lima & Co; Lit: 1921",
        "Towns; Later",
        "Towns; Later; Town: Oslo; Lit: 1930",
        "Towns",
        "[1] Built in 1921.",
    ]
    assert [place.name for place in extraction.places] == ["section “Rents”", "section “Lights”"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain\nlines", "plain lines"),
        (r"5\% of \$3 \& 2\_b\#", "5% of $3 & 2_b#"),
        (r"``It's'' 3--4 --- well~there", "“It's” 3–4 — well there"),
        (r"$6.02 \times 10^{23}$, $x^{a+b}$, $y^2$", "6.02 × 10^23, x^(a+b), y^2"),
        (r"\[ \frac{a}{b+1} \leq \sqrt{2} \]", "a/(b+1) ≤ √2"),
        (r"\"Ust\"un \c{S}i\v{s}li na\"{\i}ve \'etude \ss \O slo", "Üstün Şišli naïve étude ßØslo"),
        (r"\textbf{bold} \unknown[opt]{kept} {\it x}", "bold kept x"),
        (r"see \cite{kaya} and Table~\ref{tab:x}\label{a}", "see [kaya] and Table [tab:x]"),
        (r"\href{http://x}{the site} \textcolor{red}{red}", "the site red"),
        ("a % no\nb 5\\% c", "a b 5% c"),
        ("\\begin{verbatim}\nx  = 1 % kept\n\\emph{y}\n\\end{verbatim}", "x  = 1 % kept\n\\emph{y}"),
        (r"\begin{itemize}\item One\item[Two] 2\end{itemize}", "- One\n\nTwo: 2"),
        (r"\begin{enumerate}\item a\item b\end{enumerate}after", "1. a\n\n2. b\n\nafter"),
        (r"\begin{comment}no\end{comment}\begin{tikzpicture}\draw (0,0);\end{tikzpicture}text", "text"),
        (r"\begin{equation}\label{e} E = mc^2\end{equation}", "E = mc^2"),
        (r"\input{/etc/passwd}\include{x}a", "a"),
        (r"\begin{figure}\includegraphics[width=3cm]{a.png}\caption[s]{The pier}\end{figure}", "The pier"),
        (r"unclosed \emph{brace and \footnote{note", "unclosed brace and [1]\n\n[1] note"),
        (r"\begin{tabular}{ll} a & b", "a; b"),
        ("\\", ""),
        ("}{$\\end{x}\\item a", "- a"),
    ],
)
def test_commands_are_text_or_left_out(source: str, text: str) -> None:
    assert read(source).text.replace("\N{NO-BREAK SPACE}", " ") == text


HOSTILE = (
    r"\footnote{",
    r"^{",
    r"\begin{tabular}{l}",
    r"\frac{",
    r"\begin{verbatim}",
    r"\caption{",
    "{",
    r"\item[",
    "%",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_cost_of_hostile_files_is_bounded(piece: str) -> None:
    def cost(count: int) -> float:
        began = time.process_time()
        latex.read(piece.encode() * count, Limits())
        return time.process_time() - began

    cost(10)
    assert cost(20_000) < 40 * (cost(2_000) + 0.005)


def test_damaged_files_do_no_harm() -> None:
    samples.survives(latex.read, samples.damaged(PAPER.encode(), 200))
