#pragma once

#include <array>

namespace saddle::app {

// How fast a run is trained, in steps a second, from slow to fast; 0: as fast as it goes.
inline constexpr std::array<double, 5> paces{1, 5, 20, 100, 0};

// The next one of them, or the same where there is none.
double slower(double pace);
double faster(double pace);

}  // namespace saddle::app
