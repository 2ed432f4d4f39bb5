#pragma once

namespace saddle::app {

// The programs that the graphics card runs for a surface, compiled again at each call; 0 if the driver refuses. Both
// take the color from attribute 2.
unsigned surface_program();  // attributes: 0 position, 1 normal; uniforms: matrix, light
unsigned flat_program();     // attributes: 0 clip

}  // namespace saddle::app
