// Lays a graph out with a JavaScript peer: node peers.mjs dagre|elk < graph.json > places.json
// graph.json: {nodes: [id], edges: [[from, to]]}; places: {ms, places: {id: [x, y]}}. NODE_MODULES names the folder.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(process.env.NODE_MODULES + "/");
const { nodes, edges } = JSON.parse(readFileSync(0, "utf8"));
const size = (id) => (id[0] === "p" ? 40 : 2);
const places = {};
let start = 0;
if (process.argv[2] === "dagre") {
  const dagre = require("@dagrejs/dagre");
  const graph = new dagre.graphlib.Graph({ multigraph: true }).setGraph({}).setDefaultEdgeLabel(() => ({}));
  nodes.forEach((id) => graph.setNode(id, { width: size(id), height: size(id) }));
  edges.forEach(([a, b], n) => graph.setEdge(a, b, {}, `e${n}`));
  start = performance.now();
  dagre.layout(graph);
  nodes.forEach((id) => (places[id] = [graph.node(id).x, graph.node(id).y]));
} else {
  const ELK = require("elkjs");
  const children = nodes.map((id) => ({ id, width: size(id), height: size(id) }));
  const links = edges.map(([a, b], n) => ({ id: `e${n}`, sources: [a], targets: [b] }));
  const options = { "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.layered.thoroughness": "20" };
  start = performance.now();
  const done = await new ELK().layout({ id: "root", layoutOptions: options, children, edges: links });
  done.children.forEach((c) => (places[c.id] = [c.x + c.width / 2, c.y + c.height / 2]));
}
console.log(JSON.stringify({ ms: performance.now() - start, places }));
