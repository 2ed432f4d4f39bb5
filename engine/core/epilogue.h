#pragma once

namespace saddle {

// What is done to each number of a result while it is still in a register.
enum class Epilogue { none, relu };

}  // namespace saddle
