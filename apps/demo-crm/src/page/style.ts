/** The page's one style sheet; light and dark follow the reader's system. */
export const style = `
:root{--paper:#f6f3ec;--card:#fffdf8;--ink:#22302a;--soft:#68766f;--line:#e2dccd;--green:#1f6b4c;--greenbg:#e2f1e8;--red:#a3382b;--redbg:#f9e4df;--amber:#8a5a00;--amberbg:#fbefd3;--shadow:0 1px 2px #0000000d,0 6px 18px #0000000a}
@media (prefers-color-scheme:dark){:root{--paper:#171d1a;--card:#1f2723;--ink:#e8ece7;--soft:#9aa8a0;--line:#303b35;--green:#7fd3a8;--greenbg:#1d3a2c;--red:#f0998c;--redbg:#43241f;--amber:#edc36f;--amberbg:#3d3218;--shadow:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
a{color:var(--green);text-underline-offset:2px}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:36px;padding-bottom:20px}
h1{margin:0;font:600 30px/1.2 Georgia,"Iowan Old Style",serif;letter-spacing:-.01em}
h1 small{display:block;margin-top:6px;font:400 15px/1.5 system-ui,sans-serif;color:var(--soft);letter-spacing:0}
nav{display:flex;flex-wrap:wrap;gap:8px;margin-top:18px}
nav a{padding:4px 12px;border:1px solid var(--line);border-radius:99px;background:var(--card);text-decoration:none;color:var(--ink);font-size:14px}
nav b{font-weight:600;color:var(--green);margin-left:4px;font-variant-numeric:tabular-nums}
h2{margin:34px 0 12px;font:600 20px/1.3 Georgia,serif}
h2 span{color:var(--soft);font:400 14px system-ui,sans-serif;margin-left:8px}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:14px;align-items:start}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px;box-shadow:var(--shadow);overflow-wrap:anywhere}
.card.touched{border-left:4px solid var(--green)}
.card h3{margin:0;font-size:15.5px;line-height:1.35;font-weight:600}
.top{display:flex;justify-content:space-between;gap:12px;align-items:baseline}
.id,time,.meta{color:var(--soft);font-size:13px}
.id,time{white-space:nowrap;font-variant-numeric:tabular-nums}
.meta{margin:2px 0 0}
.text{margin:8px 0 0;white-space:pre-line}
blockquote{margin:10px 0 0;padding:2px 0 2px 12px;border-left:2px solid var(--line);color:var(--soft);font-style:italic}
.pill{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px;font-weight:600;background:var(--line);color:var(--ink);white-space:nowrap}
.pill.bad{background:var(--redbg);color:var(--red)}.pill.warn{background:var(--amberbg);color:var(--amber)}
.change{margin:10px 0 0;padding:8px 10px;border-radius:8px;background:var(--greenbg);font-size:14px}
.change s{color:var(--red);text-decoration-thickness:1px}.change b{color:var(--green);font-weight:600}.change .none{color:var(--soft)}
.change .field{display:block;color:var(--soft);font-size:12px}
.by{margin:10px 0 0;padding-top:8px;border-top:1px dashed var(--line);font-size:13px;color:var(--soft)}
.by code{font:12px ui-monospace,Consolas,monospace}
.alarm{margin:18px 0 0;padding:10px 14px;border-radius:10px;background:var(--redbg);color:var(--red);font-weight:600}
.empty{color:var(--soft);padding:18px;border:1px dashed var(--line);border-radius:12px;text-align:center}
footer{margin-top:44px;padding-top:16px;padding-bottom:40px;color:var(--soft);font-size:13px}
`;
