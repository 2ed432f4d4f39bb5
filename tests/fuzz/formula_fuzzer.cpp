#include <cstdint>
#include <string_view>

#include "saddle/function.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const saddle::Function function = saddle::make_function(text);
    const double x[] = {0, 1, -2.5, 1e300, -1e-300}, y[] = {0, -1, 3, 1e300, 0};
    double f[5], dx[5], dy[5];
    function.surface->evaluate(5, x, y, f, dx, dy);
  } catch (const saddle::FormulaError& error) {
    if (error.position() + error.length() > size) __builtin_trap();
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
