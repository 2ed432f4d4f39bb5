# Configures SOURCE with -DSADDLE_APP=OFF in SCRATCH, with every package of the application hidden, and fails if that
# fails or if a search for one of its files was made.
file(REMOVE_RECURSE ${SCRATCH})
set(hidden "")
foreach(package CLI11 glfw3 Fontconfig Freetype OpenGL)
  list(APPEND hidden -D CMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH} -G ${GENERATOR} -D SADDLE_APP=OFF ${hidden}
  OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "The engine does not configure without the application:\n${said}")
endif()

# find_path, find_library and find_program cannot be disabled, but each leaves its answer in the cache.
file(STRINGS ${SCRATCH}/CMakeCache.txt asked REGEX "^(IMGUI_|SADDLE_PYTHON|SADDLE_MSGFMT|glfw3_DIR|CLI11_DIR|FREETYPE_|Fontconfig_)")
if(asked)
  message(FATAL_ERROR "The engine asks for what only the application needs: ${asked}")
endif()
file(REMOVE_RECURSE ${SCRATCH})
