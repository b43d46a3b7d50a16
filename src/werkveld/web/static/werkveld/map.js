// The places of a list on a map. The list stays whole and comes first for the keyboard; the map adds where.
(() => {
  "use strict";
  const NEAR = 46; // pixels: markers closer than this stand together, so that each keeps a target of 44
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ORDER = ["around", "region", "land", "green", "water", "river", "line", "place"];

  const make = (name, className, words = "") => {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = words;
    return node;
  };

  const placesOf = (list) =>
    [...list.querySelectorAll("[data-lat][data-lon]")].map((item) => {
      const link = item.querySelector(".card__link, a");
      const place = L.latLng(Number(item.dataset.lat), Number(item.dataset.lon));
      const name = (link ?? item).textContent.trim();
      return { items: [item], place, count: 1, name, links: [{ title: name, url: link?.href }] };
    });

  // Every place of a search, also those of its other pages; an item of the list lights up the place where it is.
  const placesAt = async (address, shown) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return shown;
    const same = (one, other) => Math.abs(one.lat - other.lat) < 1e-4 && Math.abs(one.lng - other.lng) < 1e-4;
    return (await answer.json()).places.map((site) => {
      const place = L.latLng(site.lat, site.lon);
      const items = shown.filter((one) => same(one.place, place)).flatMap((one) => one.items);
      return { items, place, count: site.count, name: `${site.name}: ${site.words}`, links: site.offerings };
    });
  };

  // The smallest ring around the places, wide enough to hold them: what the region looks like when no outline is given.
  const hull = (points) => {
    const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    const half = (list) =>
      list.reduce((ring, point) => {
        while (ring.length > 1 && turn(ring.at(-2), ring.at(-1), point) <= 0) ring.pop();
        return [...ring, point];
      }, []);
    return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
  };
  const around = (places) => {
    const points = places.flatMap(({ place }) =>
      Array.from({ length: 32 }, (_, step) => {
        const angle = (step * Math.PI) / 16;
        return [place.lng + 0.075 * Math.cos(angle), place.lat + 0.046 * Math.sin(angle)];
      }),
    );
    const ring = hull(points);
    return { type: "Feature", properties: { kind: "region" }, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } };
  };

  const drawName = (feature, at) => {
    const name = make("span", "", feature.properties.name ?? "");
    const large = feature.properties.rank === 1 ? " map-name--large" : "";
    const icon = L.divIcon({ className: `map-name${large}`, html: name, iconSize: null });
    return L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" });
  };

  const drawOutline = (map, data) => {
    const features = data.features ?? [data];
    const kind = (feature) => (ORDER.includes(feature.properties?.kind) ? feature.properties.kind : "land");
    const rank = (feature) => ORDER.indexOf(kind(feature));
    const style = (feature) => ({ className: `map-${kind(feature)}`, weight: kind(feature) === "river" ? 3 : 1, fillOpacity: 1 });
    const options = { style, interactive: false, pointToLayer: drawName, attribution: data.attribution };
    L.geoJSON({ type: "FeatureCollection", features: [...features].sort((a, b) => rank(a) - rank(b)) }, options).addTo(map);
  };

  // Greedy and in the order of the list, so that the same list always gives the same groups.
  const grouped = (map, places) => {
    const groups = [];
    for (const one of places) {
      const at = map.project(one.place, map.getZoom());
      const near = groups.find((group) => group.at.distanceTo(at) < NEAR);
      if (near) near.members.push(one);
      else groups.push({ at, members: [one] });
    }
    return groups;
  };

  class PlaceMap {
    constructor(box) {
      this.box = box;
      this.words = box.dataset;
      this.places = placesOf(document.getElementById(this.words.list));
      box.replaceChildren();
      const canvas = box.appendChild(make("div", "map__canvas"));
      this.map = L.map(canvas, this.options());
      canvas.setAttribute("role", "group");
      canvas.setAttribute("aria-label", this.words.wordsMap);
      this.map.createPane("names").style.zIndex = 450; // over the land, under the places
      this.map.attributionControl.setPrefix(false);
      L.control.zoom({ zoomInTitle: this.words.wordsIn, zoomOutTitle: this.words.wordsOut }).addTo(this.map);
      L.control.scale({ imperial: false, position: "topright" }).addTo(this.map);
      this.look();
      this.layer = L.layerGroup().addTo(this.map);
      this.markers = new Map();
      this.ground();
      this.draw();
      this.map.on("zoomend", () => this.draw());
      this.map.on("moveend", () => this.setNames());
      this.listen(canvas);
      box.dataset.ready = "";
      if (this.words.places) this.widen();
    }

    async widen() {
      try {
        this.places = await placesAt(this.words.places, this.places);
      } catch {
        return; // the places of this page stay
      }
      if (!this.map.getContainer().isConnected) return; // another search took this page in the meantime
      this.look();
      this.draw();
    }

    options() {
      const move = !matchMedia("(pointer: coarse)").matches; // one finger scrolls the page, two fingers move the map
      const still = { zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm };
      return { zoomControl: false, scrollWheelZoom: false, dragging: move, minZoom: 7, maxZoom: 16, zoomSnap: 0.25, ...still };
    }

    look() {
      const { lat, lon, zoom } = this.words;
      if (!this.places.length) return this.map.setView([Number(lat), Number(lon)], Number(zoom));
      this.map.fitBounds(L.latLngBounds(this.places.map((one) => one.place)), { padding: [30, 30], maxZoom: this.places.length > 1 ? 13 : 11, animate: false });
    }

    async ground() {
      if (this.words.tiles) {
        L.tileLayer(this.words.tiles, { attribution: this.words.attribution ?? "" }).addTo(this.map);
        return;
      }
      try {
        if (!this.words.outline) throw new Error("no outline");
        const answer = await fetch(this.words.outline, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(answer.status);
        drawOutline(this.map, await answer.json());
        this.setNames();
      } catch {
        if (this.places.length) drawOutline(this.map, around(this.places));
      }
    }

    draw() {
      const focused = document.activeElement?.closest?.(".map-dot") ? document.activeElement.dataset.first : null;
      this.layer.clearLayers();
      this.markers.clear();
      for (const group of grouped(this.map, this.places)) this.mark(group.members);
      if (focused !== null) this.layer.eachLayer((dot) => dot.getElement().dataset.first === focused && dot.getElement().focus());
      this.setNames();
    }

    // Where a name covers no place and no other name; a small one that fits nowhere waits until somebody goes nearer.
    setNames() {
      const names = [];
      this.map.eachLayer((layer) => layer.options.pane === "names" && names.push(layer));
      const isLarge = (name) => name.getElement().classList.contains("map-name--large");
      const taken = [];
      this.layer.eachLayer((dot) => {
        const { x, y } = this.map.latLngToContainerPoint(dot.getLatLng());
        const half = dot.getElement().classList.contains("map-dot--many") ? 20 : 13;
        taken.push({ left: x - half, right: x + half, top: y - half, bottom: y + half });
      });
      const { x: broad, y: high } = this.map.getSize();
      const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      for (const name of names.sort((a, b) => isLarge(b) - isLarge(a))) {
        const words = name.getElement().firstElementChild;
        const at = this.map.latLngToContainerPoint(name.getLatLng());
        const [w, h] = [words.offsetWidth, words.offsetHeight];
        const sides = (far) => [[0, far], [0, -far - h], [w / 2 + far, -h / 2], [-w / 2 - far, -h / 2]];
        const corners = (far) => [[w / 2 + far, far], [-w / 2 - far, far], [w / 2 + far, -far - h], [-w / 2 - far, -far - h]];
        const places = [12, 20, 28].flatMap((far) => [...sides(far), ...corners(far / 2)]);
        const boxes = places.map(([across, down]) => {
          const [left, top] = [at.x + across - w / 2, at.y + down];
          return { across, down, left, top, right: left + w, bottom: top + h };
        });
        const inside = (box) => box.left >= 2 && box.right <= broad - 2 && box.top >= 2 && box.bottom <= high - 2;
        const fits = boxes.find((box) => inside(box) && !taken.some((other) => meets(box, other)));
        const box = fits ?? boxes[0];
        words.style.translate = `calc(-50% + ${box.across}px) ${box.down}px`;
        words.style.visibility = fits || isLarge(name) ? "" : "hidden";
        if (fits || isLarge(name)) taken.push(box);
      }
    }

    mark(members) {
      const together = members.length > 1;
      const total = members.reduce((sum, one) => sum + one.count, 0);
      const many = total > 1;
      const face = make("span", "map-dot__face", many ? (total > 999 ? `${Math.round(total / 1000)}k` : String(total)) : "");
      const said = together ? ` ${this.words.wordsMany}` : members[0].name;
      const inside = document.createElement("span");
      inside.append(face, make("span", "visually-hidden", said));
      const icon = L.divIcon({ className: `map-dot${many ? " map-dot--many" : ""}`, html: inside, iconSize: [44, 44] });
      const middle = L.latLngBounds(members.map((one) => one.place)).getCenter();
      const dot = L.marker(middle, { icon, riseOnHover: true }).addTo(this.layer);
      const node = dot.getElement();
      node.dataset.first = String(this.places.indexOf(members[0]));
      if (!together) node.title = members[0].name;
      const items = members.flatMap((one) => one.items);
      items.forEach((item) => this.markers.set(item, node));
      dot.on("click", () => this.open(dot, members));
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        this.open(dot, members);
      });
      for (const [name, lit] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]])
        node.addEventListener(name, () => items.forEach((item) => item.classList.toggle("is-lit", lit)));
    }

    // A group opens by going nearer; where that is no use, and for one place, a small list of links opens.
    open(dot, members) {
      const bounds = L.latLngBounds(members.map((one) => one.place));
      const apart = bounds.getNorthEast().distanceTo(bounds.getSouthWest()) > 60;
      if (members.length > 1 && apart && this.map.getZoom() < 15) {
        this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: 15 });
        return;
      }
      const list = document.createElement("ul");
      for (const { title, url } of members.flatMap((one) => one.links).slice(0, 40)) {
        const link = Object.assign(make("a", "", title), url ? { href: url } : {});
        list.appendChild(make("li", "")).append(link);
      }
      if (members.some((one) => one.count > one.links.length)) list.prepend(make("li", "map-popup__name", members.map((one) => one.name).join("; ")));
      const popup = L.popup({ minWidth: 170, maxWidth: 280 }).setLatLng(dot.getLatLng()).setContent(list).openOn(this.map);
      popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.words.wordsClose);
      list.querySelector("a")?.focus();
      this.map.once("popupclose", () => dot.getElement()?.focus());
    }

    listen(canvas) {
      canvas.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.map.closePopup(); // also when the focus is in the list itself
      });
      canvas.addEventListener("focusin", () => this.map.scrollWheelZoom.enable());
      canvas.addEventListener("focusout", () => this.map.scrollWheelZoom.disable());
      for (const item of this.places.flatMap((one) => one.items))
        for (const [name, lit] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]])
          item.addEventListener(name, () => this.markers.get(item)?.classList.toggle("is-lit", lit));
    }
  }

  const start = () => document.querySelectorAll("[data-map]:not([data-ready])").forEach((box) => new PlaceMap(box));
  start();
  document.addEventListener("htmx:after:swap", start);
})();
