// Lays families out with a JavaScript peer: node peers.mjs NAME, one family as JSON per line in, one answer per line out.
// In: {persons: [{id, sex, birth}], couples: [{id, partners, children}], ties: [{couple, child}], root}.
// Out: {ms, places: {id: [[x, y], …]}} with a place for each time somebody is drawn, or {error}.
import { createRequire, registerHooks } from "node:module";
import { createInterface } from "node:readline";
const require = createRequire(import.meta.url);
const SIZE = 40;

// relatives-tree leaves out the endings of its files, as bundlers allow and Node does not.
registerHooks({
  resolve(name, context, next) {
    try {
      return next(name, context);
    } catch (error) {
      if (!name.startsWith(".")) throw error;
      try {
        return next(`${name}.js`, context);
      } catch {
        return next(`${name}/index.js`, context);
      }
    }
  },
});
// topola looks for its SVG in the page; only its places are asked for here.
globalThis.document = { querySelector: () => null, documentElement: {} };

function graph({ persons, couples, ties }) {
  const edges = [];
  for (const { id, partners, children } of couples) {
    partners.forEach((p) => edges.push([p, id]));
    children.forEach((c) => edges.push([id, c]));
  }
  ties.forEach(({ couple, child }) => edges.push([couple, child]));
  const nodes = [...persons.map((p) => [p.id, SIZE]), ...couples.map((c) => [c.id, 2])];
  return { nodes, edges };
}

function kin(family) {
  const of = new Map(family.persons.map((p) => [p.id, { parents: [], children: [], spouses: [], siblings: [], as: [] }]));
  for (const couple of family.couples) {
    for (const p of couple.partners) {
      of.get(p).as.push(couple);
      of.get(p).spouses.push(...couple.partners.filter((q) => q !== p && !of.get(p).spouses.includes(q)));
      of.get(p).children.push(...couple.children);
    }
    for (const c of couple.children) {
      of.get(c).parents.push(...couple.partners);
      of.get(c).famc = couple;
      of.get(c).siblings.push(...couple.children.filter((d) => d !== c));
    }
  }
  return of;
}

const put = (places, id, x, y) => (places[id] ??= []).push([x, y]);

const PEERS = {
  dagre(family) {
    const dagre = require("@dagrejs/dagre");
    const { nodes, edges } = graph(family);
    const g = new dagre.graphlib.Graph({ multigraph: true }).setGraph({}).setDefaultEdgeLabel(() => ({}));
    nodes.forEach(([id, size]) => g.setNode(id, { width: size, height: size }));
    edges.forEach(([a, b], n) => g.setEdge(a, b, {}, `e${n}`));
    return () => {
      dagre.layout(g);
      return family.persons.map(({ id }) => [id, g.node(id).x, g.node(id).y]);
    };
  },
  elk(family) {
    const ELK = require("elkjs");
    const { nodes, edges } = graph(family);
    const children = nodes.map(([id, size]) => ({ id, width: size, height: size }));
    const links = edges.map(([a, b], n) => ({ id: `e${n}`, sources: [a], targets: [b] }));
    const layoutOptions = { "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.layered.thoroughness": "20" };
    const elk = new ELK();
    return async () => {
      const done = await elk.layout({ id: "root", layoutOptions, children, edges: links });
      return done.children.filter((c) => c.width === SIZE).map((c) => [c.id, c.x + SIZE / 2, c.y + SIZE / 2]);
    };
  },
  "d3-dag"(family) {
    const { graphConnect, graphStratify, sugiyama } = require("d3-dag");
    const { nodes, edges } = graph(family);
    const parents = new Map(nodes.map(([id]) => [id, []]));
    edges.forEach(([a, b]) => parents.get(b).push(a));
    const dag = graphStratify()(nodes.map(([id, size]) => ({ id, size, parentIds: [...new Set(parents.get(id))] })));
    return () => {
      sugiyama().nodeSize((n) => [n.data.size, n.data.size]).gap([16, 60])(dag);
      return [...dag.nodes()].filter((n) => n.data.size === SIZE).map((n) => [n.data.id, n.x, n.y]);
    };
  },
  async "relatives-tree"(family) {
    const made = await import("relatives-tree");
    const layOut = made.default?.default ?? made.default;
    const of = kin(family);
    const rel = (ids, type) => [...new Set(ids)].map((id) => ({ id, type }));
    const nodes = family.persons.map(({ id, sex }) => ({
      id,
      gender: sex === "F" ? "female" : "male",
      parents: rel(of.get(id).parents, "blood"),
      children: rel(of.get(id).children, "blood"),
      siblings: rel(of.get(id).siblings, "blood"),
      spouses: rel(of.get(id).spouses, "married"),
    }));
    return () =>
      layOut(nodes, { rootId: family.root }).nodes.filter((n) => of.has(n.id)).map((n) => [n.id, n.left * 30, n.top * 50]);
  },
  async "family-chart"(family) {
    const { calculateTree } = await import("family-chart");
    const of = kin(family);
    const data = family.persons.map(({ id, sex }) => ({
      id,
      data: { gender: sex === "F" ? "F" : "M" },
      rels: {
        parents: [...new Set(of.get(id).parents)],
        spouses: of.get(id).spouses,
        children: [...new Set(of.get(id).children)],
      },
    }));
    return () =>
      calculateTree(data, { main_id: family.root, node_separation: 60, level_separation: 120, show_siblings_of_main: true })
        .data.filter((d) => of.has(d.data.id))
        .map((d) => [d.data.id, d.x, d.y]);
  },
  "entitree-flex"(family) {
    const { layoutFromMap } = require("entitree-flex");
    const of = kin(family);
    const map = Object.fromEntries(
      family.persons.map(({ id }) => [
        id,
        {
          name: id,
          children: [...new Set(of.get(id).children)],
          parents: [...new Set(of.get(id).parents)],
          siblings: id === family.root ? [...new Set(of.get(id).siblings)] : [],
          spouses: of.get(id).spouses,
        },
      ]),
    );
    return () => {
      const made = layoutFromMap(family.root, map, { nodeWidth: SIZE, nodeHeight: SIZE });
      return made.nodes.map((n) => [n.name, n.x, n.y]);
    };
  },
  topola(family) {
    const topola = require("topola");
    const of = kin(family);
    const sex = new Map(family.persons.map((p) => [p.id, p.sex]));
    const fams = new Map();
    for (const { id, partners, children } of family.couples) {
      const [a, b] = partners;
      const [husb, wife] = sex.get(a) === "F" ? [b, a] : [a, b];
      fams.set(id, { getId: () => id, getFather: () => husb ?? null, getMother: () => wife ?? null, getChildren: () => children });
    }
    const data = {
      getFam: (id) => fams.get(id) ?? null,
      getIndi: (id) =>
        of.has(id)
          ? {
              getId: () => id,
              getFamiliesAsSpouse: () => of.get(id).as.map((c) => c.id),
              getFamilyAsChild: () => of.get(id).famc?.id ?? null,
            }
          : null,
    };
    const boxed = (node) => {
      for (const one of [node.indi, node.spouse]) if (one) Object.assign(one, { width: SIZE, height: SIZE });
      node.width = (node.indi ? SIZE : 0) + (node.spouse ? SIZE + 16 : 0);
      node.height = SIZE;
    };
    const renderer = { updateNodes: (nodes) => nodes.forEach((n) => boxed(n.data)), getCss: () => "", render() {} };
    const chart = new topola.RelativesChart({ data, renderer, startIndi: family.root, svgSelector: "svg" });
    let drawn = [];
    chart.util.renderChart = (nodes) => (drawn = nodes);
    chart.util.updateSvgDimensions = () => {};
    return () => {
      chart.render();
      return drawn.flatMap(({ x, y, data }) => {
        const pair = data.indi && data.spouse ? SIZE / 2 + 8 : 0;
        return [
          ...(data.indi ? [[data.indi.id, x - pair, y]] : []),
          ...(data.spouse ? [[data.spouse.id, x + pair, y]] : []),
        ];
      });
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const layOut = await PEERS[process.argv[2]](JSON.parse(line));
    const start = performance.now();
    const drawn = await layOut();
    const ms = performance.now() - start;
    const places = {};
    drawn.forEach(([id, x, y]) => put(places, id, x, y));
    console.log(JSON.stringify({ ms, places }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error).slice(0, 200) }));
  }
}
