"""Typical web pages: the text of each, and its boilerplate."""

NEWS = """<!doctype html><html><head><meta charset="utf-8"><title>War ends in autumn | The Daily Site</title>
<style>p {color: red}</style><script>var scripted = 1;</script></head><body class="with-sidebar">
<div class="cookie-banner">We use cookies, and more of them. <button>Accept all</button></div>
<div class="top"><h1>The Daily Site</h1><div class="main-menu"><ul><li><a href="/">Home menu</a></li>
<li><a href="/w">World menu</a></li></ul></div></div>
<div class="breadcrumbs"><a href="/">Start</a> &gt; <a href="/p">Politics</a></div>
<div class="content"><h1>War ends in autumn</h1><div class="byline">By Jane Doe, 10 November 2020</div>
<div class="share-buttons"><a href="#f">Share on Facebook</a> <a href="#t">Tweet this</a></div>
<p>The war ended in autumn after six weeks of fighting, the ministry said on Tuesday.</p>
<figure><img alt="described picture" src="x"><figcaption>Soldiers returning home.</figcaption></figure>
<h2>What happens next</h2>
<p>Peacekeepers will be deployed along the line of contact for five years.</p>
<blockquote>We are happy, said the minister.</blockquote>
<ul><li>First point agreed.</li><li>Second point agreed.</li></ul>
<table><tr><th>Year</th><th>Troops</th></tr><tr><td>2019</td><td>1,200</td></tr></table>
<div class="related-articles"><h3>Related articles</h3><ul><li><a href="1">Other news one</a></li></ul></div></div>
<div id="comments"><h3>Comments</h3><div class="comment">First! said the troll.</div></div>
<div class="column"><h4>Most read by all of you this week</h4><ul><li><a href="1">Popular</a></li>
<li><a href="2">Popular too</a></li><li><a href="3">Popular III</a></li></ul></div>
<footer>© 2020 The Daily Site. All rights reserved.</footer></body></html>"""

NEWS_SAYS = (
    "War ends in autumn",
    "By Jane Doe, 10 November 2020",
    "The war ended in autumn after six weeks of fighting, the ministry said on Tuesday.",
    "Soldiers returning home.",
    "What happens next",
    "We are happy, said the minister.",
    "First point agreed.",
    "Year: 2019; Troops: 1,200",
)
NEWS_AROUND = (
    *(
        "color",
        "scripted",
        "cookies",
        "Accept all",
        "Home menu",
        "World menu",
        "Start",
        "Politics",
        "Share on",
        "Tweet",
    ),
    *("described picture", "Related", "Other news", "Comments", "troll", "Most read", "Popular", "All rights"),
)

HANDBOOK = """<html><head><title>Configuration — Foo 1.2</title></head><body>
<div class="sphinxsidebar"><h3>Table of Contents</h3><ul><li><a href="#">Install entry</a></li></ul></div>
<div class="document"><div role="main"><h1>Configuration<a class="headerlink" href="#c">¶</a></h1>
<p>Foo is configured by a file.</p><h2>Options<a class="headerlink" href="#o">¶</a></h2>
<dl><dt><code>timeout</code></dt><dd>Seconds to wait. The default is 30.</dd></dl>
<pre><code>[foo]
timeout = 30
  indented = yes
</code></pre><div class="admonition note"><p>Restart after a change.</p></div>
<ul><li><a href="1">Install</a></li><li><a href="2">Upgrade</a></li><li><a href="3">Remove</a></li></ul></div></div>
<div role="navigation"><a href="n">next page</a></div></body></html>"""

HANDBOOK_SAYS = (
    "Configuration\n",
    "Options\n",
    "timeout",
    "The default is 30.",
    "[foo]\ntimeout = 30\n  indented = yes",
    "Restart after",
    "Upgrade",  # a list of links within what is the page's own is part of it
)
HANDBOOK_AROUND = ("Contents", "Install entry", "¶", "next page")

QUESTION = """<html><head><title>How do I reset? - Forum</title></head><body>
<div class="topbar"><a href="l">Log in</a></div>
<form action="post"><div id="main"><h1>How do I reset the pump?</h1>
<div class="question"><div class="post-text">My pump shows error 7. How do I reset it?</div></div>
<div class="answers"><h2>2 Answers</h2><div class="answer"><p>Hold the red button for ten seconds.</p></div>
<div class="answer"><div class="post-text">Or unplug it overnight.</div></div></div></div>
<textarea>Your answer</textarea></form>
<div id="sidebar"><h4>Hot</h4><a href="q">How to clean the pump?</a></div></body></html>"""

QUESTION_SAYS = (
    "How do I reset the pump?",
    "error 7",
    "Hold the red button for ten seconds.",
    "Or unplug it overnight.",
)
QUESTION_AROUND = ("Log in", "Your answer", "Hot", "clean the pump")

ENCYCLOPEDIA = """<html><head><title>Baku - Encyclopedia</title></head><body>
<div id="mw-navigation"><ul><li><a href="m">Main page</a></li></ul></div>
<div id="content" role="main"><h1>Baku</h1><div id="siteSub">From the free encyclopedia</div>
<div class="hatnote">For other uses, see elsewhere.</div>
<table class="infobox"><tr><th>Country</th><td>Azerbaijan</td></tr>
<tr><th>Population</th><td>2,300,500</td></tr></table>
<p><b>Baku</b> is the capital of Azerbaijan.<sup><a href="#c1">[1]</a></sup> It lies on the Caspian Sea.</p>
<div id="toc"><h2>Contents</h2><ul><li><a href="#h">1 History</a></li></ul></div>
<h2><span>History</span><span class="mw-editsection">[<a href="e">edit</a>]</span></h2><p>Oil was found in 1846.</p>
<h2>References</h2><ol class="references"><li id="c1">Smith, J. (2010). Cities of Oil. p. 4.</li></ol>
<div class="navbox"><ul><li><a href="g">Ganja elsewhere</a></li></ul></div></div></body></html>"""

ENCYCLOPEDIA_SAYS = ("Country: Azerbaijan", "Population: 2,300,500", "It lies on", "History\n", "Smith, J. (2010)")
ENCYCLOPEDIA_AROUND = ("Main page", "free encyclopedia", "other uses", "Contents", "1 History", "edit", "Ganja")

OLD = """<html><title>Old page</title><body bgcolor=white><font size=5><b>My old page</b></font><br><br>
The club was founded in 1952 by three friends.<br>It meets on Mondays.<br><br>The fee is 12 euros.<hr>
<a href=a>Back</a>"""

OLD_SAYS = ("My old page", "by three friends.\nIt meets on Mondays.", "The fee is 12 euros.")

TABLE = (
    """<html><body><table><tr><th>Item</th><th>Price</th></tr><tr><td>Apple</td><td>3</td></tr></table></body></html>"""
)

TABLE_SAYS = ("Item: Apple; Price: 3",)

RESTAURANT = """<html><body><div class="menu"><div>Soup of the day, with bread, for four euros.</div>
<div>Fish of the lake, with potatoes, for twelve euros.</div></div><div class="footer">Closed Mondays.</div>"""

RESTAURANT_SAYS = ("Soup of the day", "Fish of the lake")

DIRECTORY = """<html><body><div id="nav"><ul><li><a href="a">The first plan</a></li>
<li><a href="b">The second plan</a></li><li><a href="c">The third plan</a></li></ul></div></body></html>"""

DIRECTORY_SAYS = ("The first plan", "The third plan")
