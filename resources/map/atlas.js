// The marks of units and incidents, drawn once into one picture: shape by department, colour by state, hollow and
// dashed when out of contact. A picture for each combination, so that a dark edge can keep it apart from any ground.

const CELL = 48;
const HALF = CELL / 2;

function corners(count, radius, turn) {
  return Array.from({ length: count }, (_, number) => {
    const angle = turn + (number * 2 * Math.PI) / count;
    return [HALF + radius * Math.cos(angle), HALF + radius * Math.sin(angle)];
  });
}

const UP = -Math.PI / 2;
const OUTLINES = {
  diamond: () => corners(4, 18, UP),
  triangle: () => corners(3, 19, UP).map(([x, y]) => [x, y + 3]),
  square: () => corners(4, 20, UP / 2),
  pentagon: () => corners(5, 18, UP),
  hexagon: () => corners(6, 18, UP),
  cross: () => {
    const [a, b] = [6, 17];
    return [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]
      .map(([x, y]) => [HALF + x, HALF + y]);
  },
};

function trace(pen, shape) {
  pen.beginPath();
  if (OUTLINES[shape]) {
    OUTLINES[shape]().forEach(([x, y], number) => (number ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
  } else {
    pen.arc(HALF, HALF, 15, 0, 2 * Math.PI);
  }
}

const css = (colour) => `rgb(${colour.join(",")})`;

function drawUnit(pen, shape, colour, edge, hollow) {
  trace(pen, shape);
  pen.lineJoin = "round";
  if (hollow) {
    pen.fillStyle = `rgba(${edge.join(",")},0.6)`;
    pen.fill();
    pen.setLineDash([7, 5]);
    pen.lineWidth = 6;
    pen.strokeStyle = css(colour);
    pen.stroke();
    pen.setLineDash([]);
    return;
  }
  pen.lineWidth = 6;
  pen.strokeStyle = css(edge);
  pen.stroke();
  pen.fillStyle = css(colour);
  pen.fill();
}

// A pin with its severity as a figure: no unit's mark looks like it, in black and white either.
function drawIncident(pen, colour, edge, severity, overdue) {
  pen.beginPath();
  pen.arc(HALF, 19, 15, Math.PI * 0.82, Math.PI * 0.18);
  pen.lineTo(HALF, CELL - 3);
  pen.closePath();
  pen.lineJoin = "round";
  pen.lineWidth = overdue ? 5 : 4;
  pen.strokeStyle = overdue ? "#ffffff" : css(edge);
  pen.stroke();
  pen.fillStyle = css(colour);
  pen.fill();
  pen.fillStyle = severity === 1 ? "#ffffff" : css(edge);
  pen.font = "700 22px 'Noto Sans CJK SC', sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(severity), HALF, 20);
}

// Gives {image, mapping}: names are "unit:DEPARTMENT:TINT:STYLE" (numbers) and "incident:SEVERITY:OVERDUE".
export function drawAtlas(style) {
  const jobs = [];
  style.shapes.forEach((shape, department) => {
    style.palette[department].forEach((colour, tint) => {
      for (const hollow of [0, 1]) {
        jobs.push([`unit:${department}:${tint}:${hollow}`, (pen) => drawUnit(pen, shape, colour, style.edge, hollow)]);
      }
    });
  });
  style.severities.forEach((colour, number) => {
    for (const overdue of [0, 1]) {
      const severity = number + 1;
      const name = `incident:${severity}:${overdue}`;
      jobs.push([name, (pen) => drawIncident(pen, colour, style.edge, severity, overdue)]);
    }
  });
  const columns = 20;
  const canvas = document.createElement("canvas");
  canvas.width = columns * CELL;
  canvas.height = Math.ceil(jobs.length / columns) * CELL;
  const pen = canvas.getContext("2d");
  const mapping = {};
  jobs.forEach(([name, draw], number) => {
    const [x, y] = [(number % columns) * CELL, Math.floor(number / columns) * CELL];
    pen.save();
    pen.translate(x, y);
    draw(pen);
    pen.restore();
    const anchorY = name.startsWith("incident") ? CELL - 3 : HALF;
    mapping[name] = { x, y, width: CELL, height: CELL, anchorY, mask: false };
  });
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), mapping };
}
