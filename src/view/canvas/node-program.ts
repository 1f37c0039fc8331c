import { NodeProgram } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import { shapes } from './appearance.ts'
import type { EdgeAttributes, NodeAttributes } from './drawing.ts'

// A triangle around the shape.
const corners = [0, (2 * Math.PI) / 3, (4 * Math.PI) / 3]

const vertexShader = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_border;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_border;
varying vec2 v_place;
varying float v_pixels;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  // The circle in the triangle is a little larger than the shape, so that soft edges fit in.
  vec2 corner = 2.3 * vec2(cos(a_angle), sin(a_angle));
  v_place = corner;
  v_pixels = a_size / u_sizeRatio;
  vec2 position = a_position + corner * v_pixels * u_correctionRatio * 2.0;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_border = a_border;
  v_color.a *= bias;
  v_border.a *= bias;
}`

// Distances to the outline of a shape of radius 1, by Inigo Quilez's formulas (MIT).
const fragmentShader = `
precision highp float;
varying vec4 v_color;
varying vec4 v_border;
varying vec2 v_place;
varying float v_pixels;
varying float v_shape;
float box(vec2 p, vec2 half_size) {
  vec2 d = abs(p) - half_size;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}
float hexagon(vec2 p, float r) {
  const vec3 k = vec3(-0.8660254, 0.5, 0.5773503);
  p = abs(p.yx);
  p -= 2.0 * min(dot(k.xy, p), 0.0) * k.xy;
  p -= vec2(clamp(p.x, -k.z * r, k.z * r), r);
  return length(p) * sign(p.y);
}
float triangle(vec2 p, float r) {
  const float k = 1.7320508;
  p.x = abs(p.x) - r;
  p.y = p.y + r / k;
  if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
  p.x -= clamp(p.x, -2.0 * r, 0.0);
  return -length(p) * sign(p.y);
}
float outline(vec2 p) {
  if (v_shape < 0.5) return length(p) - 1.0;
  if (v_shape < 1.5) return hexagon(p, 0.9);
  if (v_shape < 2.5) return box(p, vec2(0.7)) - 0.12;
  if (v_shape < 3.5) return triangle(p + vec2(0.0, 0.12), 0.95);
  if (v_shape < 4.5) return (abs(p.x) + abs(p.y) - 1.05) * 0.7071;
  if (v_shape < 5.5) return min(box(p, vec2(0.95, 0.36)), box(p, vec2(0.36, 0.95)));
  return abs(length(p) - 0.72) - 0.28;
}
void main(void) {
  float pixels = max(v_pixels, 0.001);
  float distance = outline(v_place) * pixels;
  #ifdef PICKING_MODE
  gl_FragColor = length(v_place) * pixels > pixels + 2.0 ? vec4(0.0) : v_color;
  #else
  float width = clamp(pixels * 0.16, 0.75, 2.5);
  vec4 color = mix(v_color, v_border, smoothstep(-width - 0.5, -width + 0.5, distance));
  gl_FragColor = mix(color, vec4(0.0), smoothstep(-0.5, 0.5, distance));
  #endif
}`

type ProgramInfo<U extends string> = Parameters<NodeProgram<U>['setUniforms']>[1]

const uniforms = ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const

type Uniform = (typeof uniforms)[number]

/** Draws nodes as flat shapes with an outline. */
export class ShapeProgram extends NodeProgram<Uniform, NodeAttributes, EdgeAttributes> {
  override getDefinition() {
    const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: vertexShader,
      FRAGMENT_SHADER_SOURCE: fragmentShader,
      METHOD: TRIANGLES as 4,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_border', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: corners.map((angle) => [angle]),
    }
  }

  override processVisibleItem(id: number, start: number, node: NodeDisplayData & Partial<NodeAttributes>): void {
    const { x, y, size, color, shape = 'circle', border = color } = node
    this.array.set([x, y, size, shapes.indexOf(shape), floatColor(color), floatColor(border), id], start)
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo<Uniform>): void {
    gl.uniform1f(at.u_correctionRatio ?? null, params.correctionRatio)
    gl.uniform1f(at.u_sizeRatio ?? null, params.sizeRatio)
    gl.uniformMatrix3fv(at.u_matrix ?? null, false, params.matrix)
  }
}
